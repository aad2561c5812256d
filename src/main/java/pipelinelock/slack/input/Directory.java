package pipelinelock.slack.input;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.slack.message.Site;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.wording.Nearest;

/**
 * The environments that people may name.
 *
 * @param channels of each environment's incidents
 * @param sites where people can look for themselves, for each environment
 * @param blind those in which a blind recreate may be asked for
 * @param links the addresses of incidents' threads, where they are known
 */
public record Directory(
    SortedMap<EnvironmentName, String> channels,
    Map<EnvironmentName, Site> sites,
    Set<EnvironmentName> blind,
    Function<IncidentId, Optional<String>> links) {
  private static final int LISTED = 12;

  public Directory {
    channels = new TreeMap<>(channels);
    sites = Map.copyOf(sites);
    blind = Set.copyOf(blind);
  }

  public static Directory of(
      Map<EnvironmentName, String> channels,
      Map<EnvironmentName, Site> sites,
      Set<EnvironmentName> blind,
      Function<IncidentId, Optional<String>> links) {
    return new Directory(new TreeMap<>(channels), sites, blind, links);
  }

  /** What a card about this environment may point to. */
  public Where where(EnvironmentName environment) {
    return new Where(
        channels.getOrDefault(environment, ""),
        Optional.ofNullable(sites.get(environment)),
        blind.contains(environment),
        links);
  }

  /** Where the thread of this incident is. */
  public ThreadRef thread(Incident incident) {
    return where(incident.environment()).thread(incident.id());
  }

  /**
   * What a card about an environment may point to.
   *
   * @param channel of its incidents
   * @param mayBeBlind whether a blind recreate may be asked for
   * @param links the addresses of incidents' threads, where they are known
   */
  public record Where(
      String channel,
      Optional<Site> site,
      boolean mayBeBlind,
      Function<IncidentId, Optional<String>> links) {
    /** Where the thread of one of its incidents is. */
    public ThreadRef thread(IncidentId incident) {
      return new ThreadRef(channel, links.apply(incident));
    }
  }

  public Optional<EnvironmentName> find(String typed) {
    return channels.keySet().stream().filter(name -> name.value().equals(typed)).findFirst();
  }

  /** The environment whose incidents are posted in this channel, if there is exactly one. */
  public Optional<EnvironmentName> ofChannel(String channel) {
    var those = channels.entrySet().stream().filter(it -> it.getValue().equals(channel)).toList();
    return those.size() == 1 ? Optional.of(those.getFirst().getKey()) : Optional.empty();
  }

  public Optional<String> nearest(String typed) {
    return Nearest.to(typed, names());
  }

  /** One of them, for an example. */
  public String example() {
    return channels.isEmpty() ? "dev04" : channels.firstKey().value();
  }

  public String listed() {
    String some = names().stream().limit(LISTED).map("`%s`"::formatted).collect(joining(", "));
    return channels.size() <= LISTED
        ? some
        : some + " and %d more (`/pipeline-lock envs`)".formatted(channels.size() - LISTED);
  }

  private List<String> names() {
    return channels.keySet().stream().map(EnvironmentName::value).toList();
  }
}
