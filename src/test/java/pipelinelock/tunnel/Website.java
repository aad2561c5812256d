package pipelinelock.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** What lies behind the tunnel: {@code /} answers, {@code /slow} does not until it may. */
final class Website implements AutoCloseable {
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final CountDownLatch slowBegun = new CountDownLatch(1);
  private final CountDownLatch slowMayEnd = new CountDownLatch(1);

  Website() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/slow")) {
            slowBegun.countDown();
            awaitQuietly(slowMayEnd);
          }
          byte[] body = "hello".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Request request(String path) {
    return request("127.0.0.1", path);
  }

  Request request(String host, String path) {
    return new Request.Builder()
        .url(
            new HttpUrl.Builder()
                .scheme("http")
                .host(host)
                .port(server.getAddress().getPort())
                .addPathSegment(path)
                .build())
        .build();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void awaitSlowRequest() throws InterruptedException {
    slowBegun.await();
  }

  @Override
  public void close() {
    slowMayEnd.countDown();
    server.stop(0);
  }
}
