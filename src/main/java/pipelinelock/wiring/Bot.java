package pipelinelock.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.audit.witness.Attestation;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.CureKind;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.RequestLedger;
import pipelinelock.runbook.DriverLoop;
import pipelinelock.runbook.EnvironmentGone;
import pipelinelock.runbook.Lookout;
import pipelinelock.runbook.Platforms;
import pipelinelock.runbook.twin.Twins;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.LoadedSettings;
import pipelinelock.settings.Secret;
import pipelinelock.settings.Settings;
import pipelinelock.slack.SlackApp;
import pipelinelock.slack.SlackConfig;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.SlackModule;
import pipelinelock.slack.SlackSocket;
import pipelinelock.slack.WatchModule;
import pipelinelock.slack.input.Site;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.ByHand;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.unproven.UnprovenModule;
import pipelinelock.slack.unproven.UnprovenWatch;
import pipelinelock.store.Database;
import pipelinelock.store.Membership;
import pipelinelock.store.RecordUpkeep;
import pipelinelock.store.click.ClickStoreModule;
import pipelinelock.watch.WatchRule;
import pipelinelock.watch.Watcher;
import pipelinelock.web.DoorConfig;
import pipelinelock.web.SlackDoor;
import pipelinelock.web.TimelyLedger;
import pipelinelock.web.WebServer;

/** The whole bot: wired from its settings, started, and stopped in the order that loses nothing. */
public final class Bot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  /** A tunnel, TLS and a token; what takes longer is told by the look itself. */
  private static final Duration FIRST_WAY = Duration.ofSeconds(20);

  private final Injector parts;
  private final WebServer web;
  private final Optional<SlackSocket> socket;

  private Bot(Injector parts, WebServer web, Optional<SlackSocket> socket) {
    this.parts = parts;
    this.web = web;
    this.socket = socket;
  }

  /** Wires it, with values that stay what they are. */
  public static Bot of(Settings settings, BotOptions options) {
    return of(LoadedSettings.fixed(settings), options);
  }

  /** Wires it; opens the record, and calls nothing yet. */
  public static Bot of(LoadedSettings loaded, BotOptions options) {
    var settings = loaded.settings();
    var slack = slack(settings.slack(), options);
    var parts =
        Guice.createInjector(
            Stage.PRODUCTION,
            new StrictModule(),
            new DomainModule(loaded, options),
            RecordWiring.module(settings.record(), options.heartbeat()),
            new ClickStoreModule(),
            new SlackModule(
                slack, channels(settings), sites(settings), byHand(settings), options.tempo()),
            new WatchModule(watched(settings)),
            new UnprovenModule(
                channels(settings),
                second(settings),
                byHand(settings),
                options.tempo().lastRetry()));
    var app = parts.getInstance(SlackApp.class);
    return new Bot(
        parts,
        web(settings.http(), slack, parts),
        slack.appToken().map(token -> new SlackSocket(app, token)));
  }

  /** Where requests come by a socket, the server only tells how the bot is. */
  private static WebServer web(Settings.Http http, SlackConfig slack, Injector parts) {
    var address = new WebServer.Address(http.host(), http.port(), http.healthPort());
    var clients = parts.getInstance(PlatformWiring.class);
    Supplier<List<String>> unready =
        () -> clients.unready().keySet().stream().map(EnvironmentName::value).toList();
    if (slack.appToken().isPresent()) {
      return WebServer.withoutSlack(address, unready);
    }
    var app = parts.getInstance(SlackApp.class);
    var door =
        new SlackDoor(
            new DoorConfig(slack.signingSecrets(), slack.teamId(), Optional.empty(), slack.appId()),
            new TimelyLedger(parts.getInstance(RequestLedger.class)),
            parts.getInstance(InstantSource.class),
            app::isToldWhy);
    var servlet = new SlackAppServlet(app.bolt());
    return new WebServer(address, door, servlet, unready);
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

  private static java.util.Map<EnvironmentName, String> channels(Settings settings) {
    return settings.environments().stream()
        .collect(Collectors.toMap(EnvironmentSettings::name, EnvironmentSettings::channel));
  }

  /** Where break-glass is announced too, by the newest settings. */
  private static java.util.Map<EnvironmentName, String> second(Settings settings) {
    var channels = new HashMap<EnvironmentName, String>();
    for (var one : settings.environments()) {
      Stream.of(CureKind.values())
          .flatMap(cure -> one.policies().of(cure).breakGlass().stream())
          .findFirst()
          .ifPresent(glass -> channels.put(one.name(), glass.channel()));
    }
    return channels;
  }

  private static java.util.Map<EnvironmentName, WatchRule> watched(Settings settings) {
    return settings.environments().stream()
        .filter(one -> one.watch().isPresent())
        .collect(Collectors.toMap(EnvironmentSettings::name, one -> one.watch().orElseThrow()));
  }

  private static java.util.Map<EnvironmentName, ByHand> byHand(Settings settings) {
    return settings.environments().stream()
        .collect(
            Collectors.toMap(
                EnvironmentSettings::name,
                one -> new ByHand(one.bosh().deployment(), one.environment().pipeline().name())));
  }

  private static java.util.Map<EnvironmentName, Site> sites(Settings settings) {
    return settings.environments().stream()
        .collect(
            Collectors.toMap(
                EnvironmentSettings::name,
                one ->
                    new Site(
                        one.concourse().url(), one.commitUrl(), one.policy().minimumReason())));
  }

  /**
   * Takes up open incidents, then lets Slack in.
   *
   * @throws EnvironmentGone when an incident is open in an environment that is not configured
   * @throws RemoteFailure when Slack refuses the token, or it is another workspace's; a Slack that
   *     does not answer is waited for by the thread's publisher instead
   */
  public void start() {
    EnvironmentGone.requireNone(
        parts.getInstance(Incidents.class), parts.getInstance(Platforms.class).names());
    checkSlack();
    parts
        .getInstance(RecordUpkeep.class)
        .run()
        .forEach(found -> LOG.error("the record: {}; have its keepers look", found));
    attestation().ifPresent(this::begin);
    parts.getInstance(Membership.class).join(parts.getInstance(Incidents.class)::heard);
    parts.getInstance(UnprovenWatch.class).start();
    parts.getInstance(ThreadPublisher.class).start();
    parts.getInstance(DriverLoop.class).start();
    web.start();
    socket.ifPresent(SlackSocket::start);
    firstLooks();
    parts.getInstance(Watcher.class).start();
    LOG.info("the bot listens on {}", web.url());
  }

  private Optional<Attestation> attestation() {
    return parts.getInstance(new Key<Optional<Attestation>>() {});
  }

  /** Before anything is done on the record; and at each end of an incident from now on. */
  private void begin(Attestation attestation) {
    attestation.start();
    var incidents = parts.getInstance(Incidents.class);
    incidents.onChange(id -> attestation.attestSoonIf(() -> !incidents.open().contains(id)));
  }

  private void checkSlack() {
    try {
      parts.getInstance(SlackConnection.class).check();
    } catch (RemoteFailure e) {
      if (e.kind() != Kind.UNREACHABLE) {
        throw e;
      }
      LOG.warn("{}; the bot starts all the same", e.getMessage());
    }
  }

  /** The first question is then answered with warm connections, and has its first look already. */
  private void firstLooks() {
    var twins = parts.getInstance(Twins.class);
    var lookout = parts.getInstance(Lookout.class);
    var threads = parts.getInstance(ExecutorService.class);
    var names = parts.getInstance(Platforms.class).names();
    var clients = parts.getInstance(PlatformWiring.class);
    clients.begin();
    var warmth = clients.warmth();
    warmth.begin(names);
    for (var name : names) {
      threads.execute(
          () -> {
            warmth.await(name, FIRST_WAY);
            twins.look(name).same().ifPresent(LOG::error);
            LOG.info("{}: {}", name, lookout.look(name).headline());
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
    var driver = Thread.ofVirtual().start(parts.getInstance(DriverLoop.class)::close);
    var watcher = Thread.ofVirtual().start(parts.getInstance(Watcher.class)::close);
    web.close();
    parts.getInstance(SlackApp.class).close();
    try {
      driver.join();
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.getInstance(ThreadPublisher.class).close();
    parts.getInstance(UnprovenWatch.class).close();
    attestation().ifPresent(Attestation::close);
    parts.getInstance(Membership.class).close();
    parts.getInstance(SlackConnection.class).close();
    parts.getInstance(ExecutorService.class).shutdownNow();
    parts.getInstance(PlatformWiring.class).close();
    parts.getInstance(Database.class).close();
    LOG.info("the bot has ended");
  }
}
