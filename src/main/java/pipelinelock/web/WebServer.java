package pipelinelock.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The HTTP server: {@code /slack/events} behind its door, and {@code /healthz}, optionally also on
 * a port of its own.
 */
public final class WebServer implements AutoCloseable {
  public static final String EVENTS = "/slack/events";
  private static final String HEALTH = "/healthz";
  private static final long STOP = 2000;

  private final Server server;
  private final ServerConnector connector;
  private final Optional<HealthPort> healthPort;

  /**
   * Where it listens.
   *
   * @param host the address
   * @param port 0 = any free one
   * @param healthPort where {@code /healthz} answers besides; 0 = any free one
   */
  public record Address(String host, int port, Optional<Integer> healthPort) {}

  /**
   * @param slack what answers Slack's requests
   * @param health what {@code /healthz} reports
   */
  public WebServer(Address address, SlackDoor door, Servlet slack, HealthSource health) {
    this(address, door, slack, new Health(health, door.turnedAway()), DoorLimits.USUAL);
  }

  WebServer(Address address, SlackDoor door, Servlet slack, Health health, DoorLimits limits) {
    this(
        address,
        new BodyFirst(withSlack(door, slack, health), limits, door.clock(), door.turnedAway()),
        health,
        limits);
  }

  private WebServer(Address address, Handler handler, Health health, DoorLimits limits) {
    healthPort =
        address.healthPort().map(it -> new HealthPort(address.host(), it, context(health)));
    var threads = new QueuedThreadPool();
    threads.setName("web");
    threads.setVirtualThreadsExecutor(new VirtualThreadPool());
    server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(limits.silence().toMillis());
    connector.setShutdownIdleTimeout(100); // idle connections do not hold up the end
    bound(limits);
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(handler));
    server.setErrorHandler(new TerseErrors());
    server.setStopTimeout(STOP);
  }

  private void bound(DoorLimits limits) {
    var scheduler = new ScheduledExecutorScheduler("web-limits", true);
    server.addBean(scheduler);
    connector.addBean(new Punctual(scheduler, limits.headers()));
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
  }

  /** Without a way in for Slack: its requests come by a socket. */
  public static WebServer withoutSlack(Address address, HealthSource source) {
    var health = new Health(source, new TurnedAway(InstantSource.system()));
    return new WebServer(address, context(health), health, DoorLimits.USUAL);
  }

  private static ServletContextHandler withSlack(SlackDoor door, Servlet slack, Health health) {
    var context = context(health);
    context.addFilter(new FilterHolder(door), EVENTS, EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(slack), EVENTS);
    return context;
  }

  private static ServletContextHandler context(Health health) {
    var context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(health), HEALTH);
    context.setErrorHandler(new TerseErrors());
    return context;
  }

  /**
   * @throws UncheckedIOException when it cannot listen there
   */
  public void start() {
    healthPort.ifPresent(HealthPort::start);
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(listening(), e); // the port is taken, or the address not ours
    } catch (Exception e) {
      throw new IllegalStateException(listening(), e);
    }
  }

  private String listening() {
    return "listening on %s:%d, as http says".formatted(connector.getHost(), connector.getPort());
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://%s:%d".formatted(connector.getHost(), connector.getLocalPort()));
  }

  /** Where health answers, whatever happens at the door; empty without a port of its own. */
  public Optional<URI> healthUrl() {
    return healthPort.map(HealthPort::url);
  }

  /** Health goes last: until then the process is still there. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stopping the web server", e);
    } finally {
      healthPort.ifPresent(HealthPort::close);
    }
  }
}
