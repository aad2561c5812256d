package pipelinelock.slack;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Roster;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.runbook.Lookout;
import pipelinelock.runbook.Platforms;
import pipelinelock.runbook.RequestDesk;
import pipelinelock.slack.command.ApprovalButtons;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.command.Decisions;
import pipelinelock.slack.command.Directory;
import pipelinelock.slack.command.Freezing;
import pipelinelock.slack.command.People;
import pipelinelock.slack.command.Site;
import pipelinelock.slack.thread.IncidentThread;
import pipelinelock.slack.thread.Tempo;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.vm.TranscriptRenderer;

/**
 * Needs: {@link OkHttpClient}, {@link InstantSource}, {@link Incidents}, {@link ThreadLedger},
 * {@link IncidentLeases}, {@link Freezes}, {@link Platforms}, {@link Lookout}, {@link RequestDesk},
 * {@link TranscriptRenderer}. Gives: {@link SlackApp}, {@link SlackConnection}, {@link
 * ThreadPublisher}.
 */
public final class SlackModule extends AbstractModule {
  private final SlackConfig config;
  private final Map<EnvironmentName, String> channels;
  private final Map<EnvironmentName, Site> sites;
  private final Tempo tempo;

  /**
   * @param channels the incident channel of each environment
   * @param sites where people look for themselves in each
   */
  public SlackModule(
      SlackConfig config,
      Map<EnvironmentName, String> channels,
      Map<EnvironmentName, Site> sites,
      Tempo tempo) {
    this.config = config;
    this.channels = Map.copyOf(channels);
    this.sites = Map.copyOf(sites);
    this.tempo = tempo;
  }

  @Provides
  @Singleton
  SlackConnection connection(OkHttpClient http) {
    return new SlackConnection(config, http);
  }

  @Provides
  @Singleton
  Decisions decisions(Incidents incidents, People people) {
    return new Decisions(incidents, people);
  }

  @Provides
  @Singleton
  People people(SlackConnection connection, InstantSource clock) {
    return connection.people(clock);
  }

  @Provides
  @Singleton
  Roster roster(People people) {
    return people;
  }

  @Provides
  @Singleton
  Commands commands(
      Incidents incidents,
      Lookout lookout,
      RequestDesk desk,
      People people,
      Freezes freezes,
      Platforms platforms) {
    return new Commands(
        Directory.of(channels, sites),
        incidents,
        lookout::look,
        desk::request,
        people,
        Optional.of(new Freezing(freezes, people, platforms.policies())));
  }

  @Provides
  @Singleton
  SlackApp app(
      SlackConnection connection,
      Commands commands,
      Decisions decisions,
      ThreadLedger ledger,
      InstantSource clock) {
    return new SlackApp(connection, commands, new ApprovalButtons(decisions, ledger), clock);
  }

  @Provides
  @Singleton
  ThreadPublisher publisher(
      Incidents incidents,
      ThreadLedger ledger,
      TranscriptRenderer transcripts,
      SlackConnection connection,
      IncidentLeases leases) {
    return new ThreadPublisher(
        incidents,
        ledger,
        channels,
        new IncidentThread(transcripts),
        connection.posts(),
        config.banner(),
        tempo,
        leases);
  }
}
