package pipelinelock.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The server's side of SOCKS 5 (RFC 1928, 1929). Whatever is asked for, it leads to one port of
 * this machine; so the names need not exist.
 */
public final class SocksServer implements AutoCloseable {
  private static final int NO_LOGIN = 0;
  private static final int LOGIN = 2;
  private static final int NAME = 3;

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final int target;
  private final int method;

  private final int reply;

  public SocksServer(int target, boolean login) throws IOException {
    this(target, login ? LOGIN : NO_LOGIN, 0);
  }

  private SocksServer(int target, int method, int reply) throws IOException {
    this.target = target;
    this.method = method;
    this.reply = reply;
    Thread.ofVirtual().start(this::accept);
  }

  /** One that gives this reply (RFC 1928, section 6) to every request, and hangs up. */
  public static SocksServer replying(int reply) throws IOException {
    return new SocksServer(0, NO_LOGIN, reply);
  }

  /** One that takes no login that the client offers. */
  static SocksServer choosy() throws IOException {
    return new SocksServer(0, 0xff, 0);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The hosts that were asked for, by name. */
  List<String> asked() {
    return asked;
  }

  List<String> logins() {
    return logins;
  }

  private void accept() {
    try {
      while (true) {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(client.getInputStream());
      var out = client.getOutputStream();
      in.readByte();
      in.readNBytes(in.readUnsignedByte());
      out.write(new byte[] {5, (byte) method});
      if (method == 0xff) {
        return;
      }
      if (method == LOGIN) {
        readLogin(in, out);
      }
      in.readNBytes(3);
      asked.add(in.readByte() == NAME ? text(in) : "address " + in.readInt());
      in.readShort();
      if (reply != 0) {
        out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
        return;
      }
      try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        var back = Thread.ofVirtual().start(() -> copy(server, client));
        copy(client, server);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      // The client sees it.
    }
  }

  private void readLogin(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    var login = text(in) + ":" + text(in);
    logins.add(login);
    out.write(
        new byte[] {
          1, (byte) (login.equals("bot:s3cret") || login.equals("bot:pässwörd") ? 0 : 1)
        });
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // Either side has ended.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
