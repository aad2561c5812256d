package pipelinelock.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Health on a port, a connector and threads of its own, so that filling the door's connections does
 * not make a probe believe that the process is dead. It is small, because only probes use it.
 */
final class HealthPort implements AutoCloseable {
  private static final int THREADS = 6;
  private static final int CONNECTIONS = 64;
  private static final long SILENCE = 2000;

  private final Server server;
  private final ServerConnector connector;

  /**
   * @param port 0 = any free one
   */
  HealthPort(String host, int port, Handler health) {
    var threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("health");
    threads.setDaemon(true);
    server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(SILENCE);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    server.addConnector(connector);
    server.setHandler(health);
    server.setErrorHandler(new TerseErrors());
  }

  /**
   * @throws UncheckedIOException when it cannot listen there
   */
  void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(listening(), e);
    } catch (Exception e) {
      throw new IllegalStateException(listening(), e);
    }
  }

  private String listening() {
    return "listening on %s:%d, as http.health_port says"
        .formatted(connector.getHost(), connector.getPort());
  }

  URI url() {
    return URI.create("http://%s:%d".formatted(connector.getHost(), connector.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stopping the health port", e);
    }
  }
}
