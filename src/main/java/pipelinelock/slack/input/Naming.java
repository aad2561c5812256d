package pipelinelock.slack.input;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.wording.Outside;

/** Finds the environment or incident that a person means, or explains how to name it. */
public final class Naming {
  private final Directory directory;
  private final Incidents incidents;

  public Naming(Directory directory, Incidents incidents) {
    this.directory = directory;
    this.incidents = incidents;
  }

  /** An environment and the other words. */
  public record Meant(EnvironmentName environment, Typed others) {}

  /** The environment must be named. */
  public Meant environment(Call call, String usage) {
    var known = named(call.typed());
    if (known.isPresent()) {
      return known.get();
    }
    var first = call.typed().first(word -> !word.quoted());
    if (first.isEmpty()) {
      throw new UsageError(
          "Which environment? Known environments: %s. Like this: `/pipeline-lock %s`"
              .formatted(directory.listed(), usage));
    }
    String text = first.get().text();
    if (text.startsWith("@")) {
      throw new UsageError(
          "`%s` names people, not an environment. Known environments: %s. Like this: `/pipeline-lock %s`"
              .formatted(Outside.line(text, 40).replace('`', '\''), directory.listed(), usage));
    }
    throw unknown(first.get().plain(), usage);
  }

  /** The one of the channel will do. */
  public Meant environmentOrOfChannel(Call call, String usage) {
    var here = directory.ofChannel(call.channel());
    return call.typed().first().isEmpty() && here.isPresent()
        ? new Meant(here.get(), call.typed())
        : environment(call, usage);
  }

  /**
   * The same, of a command that takes no other words: a second environment is no word to drop.
   *
   * @throws UsageError where several are named
   */
  public Meant onlyEnvironment(Call call, String usage) {
    var meant = environmentOrOfChannel(call, usage);
    named(meant.others())
        .filter(other -> !other.environment().equals(meant.environment()))
        .ifPresent(
            other -> {
              throw new UsageError(
                  "One environment at a time: `%s` or `%s`? Like this: `/pipeline-lock %s`"
                      .formatted(meant.environment(), other.environment(), usage));
            });
    return meant;
  }

  private Optional<Meant> named(Typed typed) {
    return typed
        .first(word -> environment(word).isPresent())
        .map(word -> new Meant(environment(word).orElseThrow(), typed.without(word)));
  }

  /** By its name, or by its channel: Slack may send no more than the channel's id. */
  private Optional<EnvironmentName> environment(Typed.Word word) {
    if (word.quoted()) {
      return Optional.empty();
    }
    return directory
        .find(word.plain())
        .or(
            () ->
                Optional.of(word.text())
                    .filter(it -> it.matches("#[CG][A-Z0-9]+"))
                    .flatMap(it -> directory.ofChannel(it.substring(1))));
  }

  private UsageError unknown(String typed, String usage) {
    var nearest = directory.nearest(typed);
    String shown = Outside.line(typed, 40);
    return new UsageError(
        nearest
            .map(
                it ->
                    "There is no environment `%s`. Did you mean `%s`? Known environments: %s."
                        .formatted(shown.replace('`', '\''), it, directory.listed()))
            .orElseGet(
                () ->
                    "There is no environment `%s`. Known environments: %s. Like this: `/pipeline-lock %s`"
                        .formatted(shown.replace('`', '\''), directory.listed(), usage)));
  }

  /** An incident and the other words. */
  public record MeantIncident(Incident incident, Typed others) {}

  /** By its number, or the open one of an environment. */
  public MeantIncident incident(Call call, String usage) {
    var number = number(call.typed());
    if (number.isPresent()) {
      var id = IncidentId.parse(number.get().plain()).orElseThrow();
      return new MeantIncident(get(id), call.typed().without(number.get()));
    }
    if (call.typed().first().isEmpty()) {
      throw new UsageError("Which incident? Like this: `/pipeline-lock %s`".formatted(usage));
    }
    var meant = environment(call, usage);
    return incidents
        .openIn(meant.environment())
        .map(incident -> new MeantIncident(incident, meant.others()))
        .orElseThrow(
            () ->
                new UsageError(
                    "Nothing is open in %1$s. What happened before: `/pipeline-lock history %1$s`"
                        .formatted(meant.environment())));
  }

  /** {@code INC-42} anywhere, or a bare number as the first word. */
  private Optional<Typed.Word> number(Typed typed) {
    return typed
        .first(word -> word.plain().matches("inc-?[1-9][0-9]{0,11}"))
        .or(() -> typed.first().filter(word -> word.plain().matches("[1-9][0-9]{0,11}")))
        .filter(word -> directory.find(word.plain()).isEmpty());
  }

  private Incident get(IncidentId id) {
    return incidents
        .find(id)
        .orElseThrow(
            () ->
                new UsageError(
                    "%s The newest of an environment: `/pipeline-lock history %s`"
                        .formatted(incidents.unknown(id), directory.example())));
  }
}
