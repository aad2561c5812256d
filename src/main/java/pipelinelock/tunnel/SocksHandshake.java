package pipelinelock.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.InetAddresses;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import pipelinelock.tunnel.ProxyAddress.SocksLogin;

/** The client side of SOCKS 5 (RFC 1928), with user and password (RFC 1929) in UTF-8. */
final class SocksHandshake {
  private static final int VERSION = 5;
  private static final int NO_LOGIN = 0;
  private static final int LOGIN = 2;
  private static final int NOTHING_FITS = 0xff;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  private final ProxyAddress.Socks proxy;
  private final DataInputStream in;
  private final OutputStream out;

  SocksHandshake(ProxyAddress.Socks proxy, InputStream in, OutputStream out) {
    this.proxy = proxy;
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /** Agrees on a login, and logs in. */
  void greet() throws IOException {
    var login = proxy.login();
    out.write(
        login.isPresent()
            ? new byte[] {VERSION, 2, NO_LOGIN, LOGIN}
            : new byte[] {VERSION, 1, NO_LOGIN});
    int version = first();
    if (version != VERSION) {
      throw SocksFailures.another(proxy, version);
    }
    int method = in.readUnsignedByte();
    switch (method) {
      case NO_LOGIN -> {}
      case LOGIN -> login(login.orElseThrow(() -> SocksFailures.asksForLogin(proxy)));
      case NOTHING_FITS -> throw SocksFailures.asksForLogin(proxy);
      default -> throw SocksFailures.another(proxy, version);
    }
  }

  private int first() throws IOException {
    try {
      return in.readUnsignedByte();
    } catch (EOFException e) {
      throw SocksFailures.mute(proxy, e);
    }
  }

  private void login(SocksLogin login) throws IOException {
    var message = new ByteArrayOutputStream();
    message.write(1);
    put(message, login.username().getBytes(UTF_8));
    put(message, login.password().getBytes(UTF_8));
    out.write(message.toByteArray());
    in.readUnsignedByte();
    if (in.readUnsignedByte() != 0) {
      throw SocksFailures.refusesLogin(proxy, login.username());
    }
  }

  /** Has it lead on to there; the name is resolved by the proxy. */
  void connect(String host, int port) throws IOException {
    var message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {VERSION, CONNECT, 0});
    if (InetAddresses.isInetAddress(host)) {
      byte[] address = InetAddresses.forString(host).getAddress();
      message.write(address.length == 4 ? IPV4 : IPV6);
      message.writeBytes(address);
    } else {
      message.write(NAME);
      put(message, host.getBytes(UTF_8));
    }
    message.write(port >> 8);
    message.write(port);
    out.write(message.toByteArray());
    int version = first();
    int reply = in.readUnsignedByte();
    if (version != VERSION) {
      throw SocksFailures.another(proxy, version);
    }
    if (reply != 0) {
      throw SocksFailures.refused(proxy, host + ":" + port, reply);
    }
    skipAddress();
  }

  private void skipAddress() throws IOException {
    in.readUnsignedByte();
    int length =
        switch (in.readUnsignedByte()) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          default -> in.readUnsignedByte();
        };
    in.readNBytes(length + 2);
  }

  private static void put(ByteArrayOutputStream message, byte[] text) throws IOException {
    if (text.length > 255) {
      throw new IOException("SOCKS 5 allows at most 255 bytes for a name or a password");
    }
    message.write(text.length);
    message.writeBytes(text);
  }
}
