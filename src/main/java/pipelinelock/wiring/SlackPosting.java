package pipelinelock.wiring;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.electorate.RecentElectorate;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.runbook.platform.VmTimes;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.WatchPosts;
import pipelinelock.slack.action.OwnRequests;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.standing.BotStanding;
import pipelinelock.slack.standing.TokenAnswer;
import pipelinelock.slack.thread.DirectParts;
import pipelinelock.slack.thread.IncidentThread;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.slack.thread.SlackPosts;
import pipelinelock.slack.thread.ThreadLinks;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.slack.thread.card.Watch;
import pipelinelock.slack.unproven.Places;
import pipelinelock.slack.unproven.UnprovenCard;
import pipelinelock.slack.unproven.UnprovenWatch;
import pipelinelock.slack.unwritten.UnwrittenThreads;
import pipelinelock.store.Stores;
import pipelinelock.store.ledger.SqlMarks;
import pipelinelock.watch.WatchRound;
import pipelinelock.watch.Watcher;

/** What the bot posts to Slack by itself, without being asked. */
final class SlackPosting {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final PerEnvironment each;
  private final PostingLimits tempo;
  private final DomainWiring domain;
  private final Stores stores;
  private final Clients clients;
  private final Looks looks;
  private final SlackHealth health;
  private final Incidents incidents;
  private final ThreadLedger ledger;

  /**
   * By what it reaches Slack.
   *
   * @param shown what its messages with buttons ever showed
   */
  record Clients(
      SlackConnection connection,
      BotStanding standing,
      People people,
      ChannelMessages channels,
      ShownCards shown) {}

  /** How the watcher looks, and where it posts. */
  record Looks(RecentLooks looks, WatchPosts posts) {}

  SlackPosting(
      PerEnvironment each,
      PostingLimits tempo,
      DomainWiring domain,
      Stores stores,
      Clients clients,
      Looks looks,
      SlackHealth health) {
    this.each = each;
    this.tempo = tempo;
    this.domain = domain;
    this.stores = stores;
    this.clients = clients;
    this.looks = looks;
    this.health = health;
    incidents = domain.incidents();
    ledger = stores.threads();
  }

  /** Keeps the threads of the incidents. */
  ThreadPublisher publisher() {
    var watch = new Watch(domain.clock(), new VmTimes(incidents, domain.platforms())::of);
    var links = new RequestLinks(each.sites());
    var direct =
        new DirectParts(
            new RecentElectorate(clients.people(), domain.clock()),
            stores.quiet(),
            domain.clock(),
            links);
    return new ThreadPublisher(
        incidents,
        ledger,
        each.channels(),
        new IncidentThread(
            domain.transcripts(),
            each.byHand(),
            new RecentElectorate(clients.people(), domain.clock()),
            watch,
            new SqlMarks(stores.database(), domain.attestation().isPresent()),
            links),
        direct,
        new SlackPosts(
            clients.channels(),
            new FileUpload(clients.connection().api(), clients.connection().http())),
        clients.connection().config().banner(),
        tempo,
        stores.leases(),
        clients.shown(),
        new UnwrittenThreads(
            clients.channels(),
            ledger,
            new RecentElectorate(clients.people(), domain.clock()),
            direct,
            health,
            clients.connection().config().banner()));
  }

  /** Looks by itself, and posts what it finds. */
  Watcher watcher() {
    var round =
        new WatchRound(
            looks.looks()::look,
            stores.watched(),
            stores.mutes(),
            name -> incidents.shownIn(name).incident().map(this::shown),
            looks.posts(),
            new OwnRequests(incidents, domain.desk(clients.people()), this::ownAccount));
    return new Watcher(
        each.watched(),
        stores.turns(),
        round,
        () -> ThreadLocalRandom.current().nextDouble(),
        SlackPosting::stumbled);
  }

  /** A post shows how far its incident is, and links the thread as soon as its address is known. */
  private String shown(Incident incident) {
    return "%s %s%s"
        .formatted(
            incident.id(),
            IncidentWords.state(incident),
            new ThreadLinks(ledger).of(incident.id()).map(_ -> ", with its thread").orElse(""));
  }

  /** Asked for when it is needed: a Slack that is ill at the start may be well by then. */
  private Optional<UserId> ownAccount() {
    return clients.standing().answer() instanceof TokenAnswer.Given(var standing)
        ? standing.userId().map(clients.people()::member)
        : Optional.empty();
  }

  private static void stumbled(EnvironmentName name, Throwable why) {
    if (why instanceof RecordUnavailable || why instanceof RemoteFailure) {
      LOG.warn("{}: {}; the watcher tries again with its next look", name, why.getMessage());
    } else {
      LOG.error("{}: the watcher met a bug; it tries again with its next look", name, why);
    }
  }

  /** Says where an incident's record does not hold. */
  UnprovenWatch unproven() {
    var second = each.breakGlassChannels();
    return new UnprovenWatch(
        incidents,
        stores.turns(),
        new Places(ledger, each.channels(), name -> Optional.ofNullable(second.get(name))),
        new UnprovenWatch.Slack(clients.channels(), ledger, clients.connection().config().banner()),
        new UnprovenCard(each.byHand(), domain.witnesses()),
        tempo.lastRetry());
  }
}
