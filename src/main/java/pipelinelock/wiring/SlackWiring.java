package pipelinelock.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ledger.Outreach;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.runbook.platform.VmTimes;
import pipelinelock.settings.Settings;
import pipelinelock.slack.Interactions;
import pipelinelock.slack.SlackApp;
import pipelinelock.slack.SlackConfig;
import pipelinelock.slack.SlackConnection;
import pipelinelock.slack.WatchPosts;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.action.Freezing;
import pipelinelock.slack.action.IncidentFiles;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.button.IncidentButtons;
import pipelinelock.slack.card.WatchCard;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.channel.Messages;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.command.look.InsightsCommand;
import pipelinelock.slack.direct.DirectChoice;
import pipelinelock.slack.direct.LaterForm;
import pipelinelock.slack.form.CureForms;
import pipelinelock.slack.form.NoteForm;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.form.Views;
import pipelinelock.slack.health.AppNotices;
import pipelinelock.slack.health.SharedChannels;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.health.TokenCheck;
import pipelinelock.slack.home.HomeTab;
import pipelinelock.slack.home.Newcomers;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.IncidentLookup;
import pipelinelock.slack.socket.Reception;
import pipelinelock.slack.socket.SlackSocket;
import pipelinelock.slack.socket.SocketAddresses;
import pipelinelock.slack.socket.SocketPace;
import pipelinelock.slack.standing.BotStanding;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.slack.thread.ThreadLinks;
import pipelinelock.slack.unwritten.SlackOutreach;
import pipelinelock.store.Stores;
import pipelinelock.store.click.SqlRefusals;
import pipelinelock.store.click.SqlShownCards;
import pipelinelock.web.TimelyLedger;

/**
 * What people do in Slack, over the services of the domain, and what that shares with {@link
 * SlackPosting}.
 */
final class SlackWiring {
  private static final Duration FIRST_ASKED_AGAIN = Duration.ofSeconds(5);

  /** A Home tab is brought up to date so many times more seldom than a message. */
  private static final int HOME = 10;

  private final PerEnvironment each;
  private final PostingLimits tempo;
  private final DomainWiring domain;
  private final Stores stores;
  private final Incidents incidents;
  private final ThreadLedger ledger;
  private final RequestLedger delivered;
  private final ShownCards shown;
  private final RefusalLog refusals;
  private final SlackConnection connection;
  private final SlackHealth health;
  private final SharedChannels sharedChannels;
  private final People people;
  private final ChannelMessages channels;
  private final Views views;
  private final Directory directory;
  private final RecentLooks looks;
  private final WatchPosts posts;
  private final Muting muting;
  private final DirectChoice directs;

  SlackWiring(
      SlackConfig config,
      Settings settings,
      PostingLimits tempo,
      DomainWiring domain,
      Stores stores) {
    each = new PerEnvironment(settings);
    this.tempo = tempo;
    this.domain = domain;
    this.stores = stores;
    incidents = domain.incidents();
    ledger = stores.threads();
    delivered = new TimelyLedger(stores.requests());
    shown = new SqlShownCards(stores.database());
    refusals = new SqlRefusals(stores.database(), domain.clock());
    connection = new SlackConnection(config, domain.http());
    health = new SlackHealth(domain.clock());
    connection.api().watchedBy(health);
    sharedChannels = new SharedChannels(Set.copyOf(each.channels().values()), health);
    var api = connection.api();
    people = new People(api, config.teamId(), domain.clock());
    channels = new ChannelMessages(api, config.botToken(), config.appId());
    views = new Views(api, config.banner());
    directory =
        Directory.of(each.channels(), each.sites(), each.blind(), new ThreadLinks(ledger)::of);
    looks = RecentLooks.of(domain.lookout(), new VmTimes(incidents, domain.platforms()), ledger);
    posts = new WatchPosts(channels, config.banner(), new WatchCard(directory), incidents, looks);
    muting =
        new Muting(stores.mutes(), each.watchChannels(), people, posts, domain.clock(), refusals);
    directs = new DirectChoice(stores.quiet(), people, domain.clock());
  }

  /** What Slack delivered in the last hour, by whichever way: it answers within Slack's time. */
  RequestLedger delivered() {
    return delivered;
  }

  SlackConnection connection() {
    return connection;
  }

  /** The standing of the bot itself with Slack. */
  BotStanding standing() {
    return new BotStanding(connection.api(), connection.config());
  }

  /** Whether anybody can be notified of an incident. */
  Outreach outreach() {
    return new SlackOutreach(ledger);
  }

  /** Who is whom in the workspace: the domain's roster and its electorate. */
  People people() {
    return people;
  }

  SlackApp app() {
    var requests = CureRequests.at(domain.desk(people), refusals);
    var commands =
        new Commands(
            directory,
            incidents,
            looks,
            requests,
            people,
            domain.clock(),
            Optional.of(freezing()),
            Optional.of(muting),
            Optional.of(directs),
            refusals,
            Optional.of(files()),
            Optional.of(
                new InsightsCommand(directory, domain.reports()::insights, domain.clock())));
    var app = new SlackApp(connection, commands, interactions(requests), delivered, domain.clock());
    notices().listenTo(app.bolt());
    sharedChannels.listenTo(app.bolt());
    return app;
  }

  /** Whether another company reads what the bot posts. */
  void lookAtChannels() {
    sharedChannels.lookAtAll(standing()::channel);
  }

  /** What is wrong between Slack and the bot. */
  SlackHealth health() {
    return health;
  }

  /** What Slack reports to the app about itself. */
  AppNotices notices() {
    return new AppNotices(health);
  }

  TokenCheck tokenCheck() {
    return new TokenCheck(standing()::answer, health, FIRST_ASKED_AGAIN);
  }

  /** Where Slack's requests come by connections that the bot opens. */
  Optional<SlackSocket> socket(SlackApp app) {
    var config = connection.config();
    return config
        .appToken()
        .map(
            token ->
                new SlackSocket(
                    new SocketAddresses(connection.api(), token),
                    connection.http(),
                    new Reception(app.bolt(), notices()::eventsLost),
                    config.appId(),
                    domain.clock(),
                    SocketPace.USUAL));
  }

  private IncidentFiles files() {
    return new IncidentFiles(
        domain.reports()::of,
        ledger,
        new FileUpload(connection.api(), connection.http()),
        people,
        connection.config().banner(),
        domain.clock());
  }

  private Freezing freezing() {
    return new Freezing(
        domain.freezes(),
        people,
        domain.platforms().policies(),
        new Freezing.Audience(posts, Set.copyOf(each.channels().values())),
        refusals);
  }

  private Interactions interactions(CureRequests requests) {
    var decisions = new Decisions(incidents, people, refusals, directory.links());
    var cards = new Cards(incidents, ledger, shown);
    var cases = new IncidentLookup(directory, incidents, ledger);
    var notes = new Notes(incidents, people, refusals, directory.links());
    var messages = new Messages(connection.api());
    var newcomers = new Newcomers(stores.usedBefore(), people::member);
    var home =
        new HomeTab(
            directory,
            incidents,
            looks,
            people,
            views::publish,
            domain.clock(),
            tempo.edit().multipliedBy(HOME),
            new HomeTab.Beside(muting::of, health::troubles, newcomers, each.firstWords()));
    health.onChange(home::changed);
    return new Interactions(
        new IncidentButtons(incidents, cards, decisions),
        new CureForms(directory, requests, people),
        new StatusForm(directory, incidents, looks, new Readers(people, refusals)),
        new NoteForm(cases, messages, notes, domain.clock()),
        new NoteReactions(cases, messages, notes, connection.config().appId()),
        new LaterForm(directs),
        home,
        newcomers,
        views);
  }

  /** What the bot posts by itself. */
  SlackPosting posting() {
    return new SlackPosting(
        each,
        tempo,
        domain,
        stores,
        new SlackPosting.Clients(connection, standing(), people, channels, shown),
        new SlackPosting.Looks(looks, posts),
        health);
  }
}
