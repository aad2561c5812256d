package pipelinelock.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A port that says the same to everybody, whatever they say, and hangs up; or that says nothing.
 */
public final class Answering implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  private Answering(Optional<String> words) throws IOException {
    words.ifPresent(it -> Thread.ofVirtual().start(() -> accept(it)));
  }

  public static Answering with(String words) throws IOException {
    return new Answering(Optional.of(words));
  }

  /** It takes connections and says nothing. */
  static Answering nothing() throws IOException {
    return new Answering(Optional.empty());
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void accept(String words) {
    try {
      while (true) {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> answer(client, words));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void answer(Socket client, String words) {
    try (client) {
      client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().flush();
      client.shutdownOutput();
      client.getInputStream().readAllBytes(); // a close with bytes unread would take the words back
    } catch (IOException e) {
      // The client hung up first.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
