package pipelinelock.slack;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Roster;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.runbook.Lookout;
import pipelinelock.runbook.Platforms;
import pipelinelock.runbook.RequestDesk;
import pipelinelock.runbook.VmTimes;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.action.Freezing;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.Cards;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.form.ApproveModal;
import pipelinelock.slack.form.NoteModal;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.RejectModal;
import pipelinelock.slack.form.ReviewModal;
import pipelinelock.slack.form.StatusModal;
import pipelinelock.slack.home.HomeTab;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Cases;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Site;
import pipelinelock.slack.thread.ByHand;
import pipelinelock.slack.thread.IncidentThread;
import pipelinelock.slack.thread.Tempo;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.thread.Watch;
import pipelinelock.vm.TranscriptRenderer;

/**
 * Needs: {@link OkHttpClient}, {@link InstantSource}, {@link Incidents}, {@link ThreadLedger},
 * {@link IncidentLeases}, {@link Freezes}, {@link Platforms}, {@link Lookout}, {@link RequestDesk},
 * {@link TranscriptRenderer}, {@link Muting}, {@link ShownCards}. Gives: {@link SlackApp}, {@link
 * SlackConnection}, {@link ThreadPublisher}.
 */
public final class SlackModule extends AbstractModule {
  /** A Home tab is brought up to date so many times more seldom than a message. */
  private static final int HOME = 10;

  private final SlackConfig config;
  private final Map<EnvironmentName, String> channels;
  private final Map<EnvironmentName, Site> sites;
  private final Map<EnvironmentName, ByHand> byHand;
  private final Tempo tempo;

  /**
   * @param channels the incident channel of each environment
   * @param byHand what people have to type in each where they do without the bot
   * @param sites where people look for themselves in each
   */
  public SlackModule(
      SlackConfig config,
      Map<EnvironmentName, String> channels,
      Map<EnvironmentName, Site> sites,
      Map<EnvironmentName, ByHand> byHand,
      Tempo tempo) {
    this.config = config;
    this.channels = Map.copyOf(channels);
    this.sites = Map.copyOf(sites);
    this.byHand = Map.copyOf(byHand);
    this.tempo = tempo;
  }

  @Provides
  @Singleton
  SlackConnection connection(OkHttpClient http) {
    return new SlackConnection(config, http);
  }

  @Provides
  @Singleton
  People people(SlackConnection connection, InstantSource clock) {
    return connection.people(clock);
  }

  @Provides
  @Singleton
  Directory directory() {
    return Directory.of(channels, sites);
  }

  @Provides
  @Singleton
  RecentLooks looks(Lookout lookout) {
    return RecentLooks.of(lookout);
  }

  @Provides
  @Singleton
  Roster roster(People people) {
    return people;
  }

  @Provides
  @Singleton
  Electorate electorate(People people) {
    return people;
  }

  @Provides
  @Singleton
  Commands commands(
      Incidents incidents,
      RecentLooks looks,
      RequestDesk desk,
      People people,
      InstantSource clock,
      Freezes freezes,
      Platforms platforms,
      Directory directory,
      Muting muting) {
    return new Commands(
        directory,
        incidents,
        looks,
        CureRequests.at(desk),
        people,
        clock,
        Optional.of(new Freezing(freezes, people, platforms.policies())),
        Optional.of(muting));
  }

  @Provides
  @Singleton
  SlackApp app(
      SlackConnection connection,
      Commands commands,
      Interactions interactions,
      InstantSource clock) {
    return new SlackApp(connection, commands, interactions, clock);
  }

  @Provides
  @Singleton
  Interactions interactions(
      SlackConnection connection,
      Commands commands,
      Incidents incidents,
      ThreadLedger ledger,
      RecentLooks looks,
      People people,
      InstantSource clock,
      Directory directory,
      Muting muting,
      ShownCards shown) {
    var decisions = new Decisions(incidents, people);
    var cards = new Cards(incidents, ledger, shown);
    var cases = new Cases(directory, incidents, ledger);
    var notes = new Notes(incidents, people);
    var messages = connection.messages();
    return new Interactions(
        List.of(
            commands.recreateModal(),
            new ApproveModal(incidents, cards, decisions),
            new RejectModal(incidents, cards, decisions),
            new ReviewModal(incidents, cards, decisions)),
        new StatusModal(directory, incidents, looks),
        new NoteModal(cases, messages, notes),
        new NoteReactions(cases, messages, notes, config.appId()),
        new HomeTab(
            directory,
            incidents,
            looks,
            people,
            connection.modals()::publish,
            clock,
            tempo.edit().multipliedBy(HOME),
            muting::of));
  }

  @Provides
  @Singleton
  ThreadPublisher publisher(
      Incidents incidents,
      ThreadLedger ledger,
      TranscriptRenderer transcripts,
      SlackConnection connection,
      IncidentLeases leases,
      Platforms platforms,
      InstantSource clock,
      ShownCards cards) {
    var watch = new Watch(clock, new VmTimes(incidents, platforms)::of);
    return new ThreadPublisher(
        incidents,
        ledger,
        channels,
        new IncidentThread(transcripts, byHand, watch),
        connection.posts(),
        config.banner(),
        tempo,
        leases,
        cards);
  }
}
