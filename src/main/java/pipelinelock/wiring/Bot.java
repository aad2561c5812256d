package pipelinelock.wiring;

import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.runbook.DriverLoop;
import pipelinelock.runbook.platform.EnvironmentGone;
import pipelinelock.sender.Served;
import pipelinelock.settings.Secret;
import pipelinelock.settings.Settings;
import pipelinelock.settings.file.LoadedSettings;
import pipelinelock.slack.SlackApp;
import pipelinelock.slack.SlackConfig;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.health.MisconfiguredSlack;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.health.TokenCheck;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.socket.SlackSocket;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.unproven.UnprovenWatch;
import pipelinelock.store.Stores;
import pipelinelock.watch.Watcher;
import pipelinelock.web.DoorConfig;
import pipelinelock.web.HealthSource;
import pipelinelock.web.SlackDoor;
import pipelinelock.web.WebServer;

/** The whole bot: wired from its settings, started, and stopped in the order that loses nothing. */
public final class Bot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  /** A tunnel, TLS and a token; the look itself reports what takes longer. */
  private static final Duration FIRST_WAY = Duration.ofSeconds(20);

  private final DomainWiring domain;
  private final Stores stores;
  private final SlackConnection slack;
  private final TokenCheck tokenCheck;
  private final Runnable lookAtChannels;
  private final SlackApp app;
  private final ThreadPublisher publisher;
  private final UnprovenWatch unproven;
  private final DriverLoop driver;
  private final Watcher watcher;
  private final WebServer web;
  private final Optional<SlackSocket> socket;

  private Bot(LoadedSettings loaded, BotOptions options) {
    var settings = loaded.settings();
    var config = slack(settings.slack(), options);
    stores = RecordWiring.stores(settings.record(), options);
    domain = new DomainWiring(loaded, options.clock(), stores);
    var wiring = new SlackWiring(config, settings, options.tempo(), domain, stores);
    slack = wiring.connection();
    app = wiring.app();
    var posting = wiring.posting();
    publisher = posting.publisher();
    unproven = posting.unproven();
    driver = domain.driverLoop(wiring.people(), wiring.outreach());
    watcher = posting.watcher();
    tokenCheck = wiring.tokenCheck();
    lookAtChannels = wiring::lookAtChannels;
    web = web(settings.http(), config, wiring);
    socket = wiring.socket(app);
    socket.ifPresent(it -> hear(it, wiring.health()));
  }

  /** Wires it, with values that stay what they are. */
  public static Bot of(Settings settings, BotOptions options) {
    return of(LoadedSettings.fixed(settings), options);
  }

  /** Wires it; opens the record, and calls nothing yet. */
  public static Bot of(LoadedSettings loaded, BotOptions options) {
    return new Bot(loaded, options);
  }

  private static void hear(SlackSocket sockets, SlackHealth health) {
    health.hearsBy(sockets::hearing);
    sockets.onChange(health::changed);
  }

  /** Where requests come by a socket, the server only reports how the bot is. */
  private WebServer web(Settings.Http http, SlackConfig config, SlackWiring wiring) {
    var address = new WebServer.Address(http.host(), http.port(), http.healthPort());
    var health = health(wiring.health());
    if (config.appToken().isPresent()) {
      return WebServer.withoutSlack(address, health);
    }
    var door =
        new SlackDoor(
            new DoorConfig(config.signingSecrets(), new Served(config.teamId(), config.appId())),
            wiring.delivered(),
            domain.clock(),
            app::isToldWhy,
            app::isRead,
            wiring.notices()::eventsLost);
    var servlet = new SlackAppServlet(app.bolt());
    return new WebServer(address, door, servlet, health);
  }

  private HealthSource health(SlackHealth slack) {
    return new HealthSource() {
      @Override
      public List<String> unready() {
        return domain.clients().unready().keySet().stream().map(EnvironmentName::value).toList();
      }

      @Override
      public List<String> troubles() {
        return slack.troubles();
      }

      @Override
      public List<String> details() {
        return slack.details();
      }
    };
  }

  public static SlackConfig slack(Settings.Slack slack, BotOptions options) {
    return new SlackConfig(
        slack.botToken().reveal(),
        slack.signingSecrets().stream().map(Secret::reveal).toList(),
        slack.teamId(),
        slack.appId(),
        slack.apiUrl().toString(),
        new Banner(options.banner()),
        slack.appToken().map(Secret::reveal));
  }

  /**
   * Takes up open incidents, then lets Slack in.
   *
   * @throws EnvironmentGone when an incident is open in an environment that is not configured
   * @throws MisconfiguredSlack when Slack refuses the token, or it is another workspace's; a Slack
   *     that is ill is asked again while the bot works
   */
  public void start() {
    EnvironmentGone.requireNone(domain.incidents(), domain.platforms().names());
    tokenCheck.start();
    stores
        .upkeep()
        .run()
        .forEach(found -> LOG.error("the record: {}; check it with 'record verify'", found));
    domain.attestation().ifPresent(this::begin);
    stores.membership().join(domain.incidents()::heard);
    unproven.start();
    publisher.start();
    driver.start();
    web.start();
    socket.ifPresent(SlackSocket::start);
    domain.threads().execute(lookAtChannels);
    firstLooks();
    watcher.start();
    LOG.info("the bot listens on {}", web.url());
  }

  /** Before anything is done on the record; and at each end of an incident from now on. */
  private void begin(Attestation attestation) {
    attestation.start();
    var incidents = domain.incidents();
    incidents.onChange(id -> attestation.attestSoonIf(() -> !incidents.open().contains(id)));
  }

  /** The first question is then answered with warm connections, and has its first look already. */
  private void firstLooks() {
    var names = domain.platforms().names();
    var clients = domain.clients();
    clients.begin();
    var warmth = clients.warmth();
    warmth.begin(names);
    for (var name : names) {
      domain
          .threads()
          .execute(
              () -> {
                warmth.await(name, FIRST_WAY);
                domain.twins().look(name).same().ifPresent(LOG::error);
                LOG.info("{}: {}", name, domain.lookout().look(name).headline());
              });
    }
  }

  public int port() {
    return web.url().getPort();
  }

  /** Makes SIGTERM end it as {@link #close} does; the latch opens when it has ended. */
  public CountDownLatch endsWithTheProcess() {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close();
                  ended.countDown();
                },
                "stop"));
    return ended;
  }

  /** Ends within ten seconds: begins nothing more, lets what is in the air end, and hands over. */
  @Override
  public void close() {
    socket.ifPresent(SlackSocket::close);
    tokenCheck.close();
    var drive = Thread.ofVirtual().start(driver::close);
    var watch = Thread.ofVirtual().start(watcher::close);
    web.close();
    app.close();
    try {
      drive.join();
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publisher.close();
    unproven.close();
    domain.attestation().ifPresent(Attestation::close);
    stores.membership().close();
    slack.close();
    domain.threads().shutdownNow();
    domain.clients().close();
    stores.database().close();
    LOG.info("the bot has ended");
  }
}
