package pipelinelock.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that refuses connections. It is held for as long as this process lives: a
 * port that was free a moment ago may be another test's by now.
 */
public final class ClosedPort {
  private static final Socket HELD = bound();

  private ClosedPort() {}

  public static int number() {
    return HELD.getLocalPort();
  }

  /** Bound, and listening to nobody. */
  private static Socket bound() {
    var socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("binding a port that refuses", e);
    }
    return socket;
  }
}
