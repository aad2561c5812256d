package pipelinelock.runbook.twin;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;

/**
 * Finds environments in the configuration that are the same Director and deployment under two
 * names: otherwise the weaker of their two policies would apply. A Director is identified by the
 * uuid that it answers with.
 */
public final class Twins {
  /** How long a Director is waited for; it answers this question without any work. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Map<EnvironmentName, EnvironmentTargets> all;
  private final HeldThings held;
  private final Map<EnvironmentName, String> uuids = new ConcurrentHashMap<>();
  private final Set<IncidentId> keeping = ConcurrentHashMap.newKeySet();

  public Twins(Collection<EnvironmentTargets> all, HeldThings held) {
    this.all =
        all.stream()
            .collect(
                toMap(EnvironmentTargets::name, it -> it, (first, _) -> first, LinkedHashMap::new));
    this.held = held;
  }

  /**
   * What is known of an environment's twins.
   *
   * @param same a sentence that names both, and the cure; empty where none is known
   * @param untold those with a deployment of the same name whose Director never said who it is
   */
  public record Found(Optional<String> same, List<EnvironmentName> untold) {
    public Found {
      untold = List.copyOf(untold);
    }
  }

  /** Asks the environment's Director who it is, and those that have not said so yet. */
  public Found look(EnvironmentName name) {
    var mine = all.get(name);
    if (mine == null) {
      return new Found(Optional.empty(), List.of());
    }
    var others =
        all.values().stream()
            .filter(it -> !it.name().equals(name) && it.deployment().equals(mine.deployment()))
            .toList();
    var asked = new ArrayList<EnvironmentTargets>(List.of(mine));
    others.stream().filter(it -> !uuids.containsKey(it.name())).forEach(asked::add);
    ask(asked);
    var uuid = Optional.ofNullable(uuids.get(name));
    return new Found(
        others.stream()
            .filter(
                it -> uuid.isPresent() && uuid.equals(Optional.ofNullable(uuids.get(it.name()))))
            .findFirst()
            .map(it -> same(mine, it, uuid.orElseThrow())),
        others.stream()
            .map(EnvironmentTargets::name)
            .filter(it -> !uuids.containsKey(it))
            .toList());
  }

  private static String same(EnvironmentTargets one, EnvironmentTargets other, String uuid) {
    return "%s and %s are the same thing: the Director with uuid %s and its deployment %s. Which policy counts there is not certain, so nothing starts in either. Correct bosh.url or bosh.deployment of one of the two in the bot's configuration."
        .formatted(one.name(), other.name(), uuid, one.deployment());
  }

  private void ask(List<EnvironmentTargets> asked) {
    var answers = asked.stream().map(this::asking).toList();
    answers.forEach(CompletableFuture::join);
  }

  private CompletableFuture<Void> asking(EnvironmentTargets one) {
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("who-is-" + one.name())
        .start(
            () -> {
              tell(one);
              done.complete(null);
            });
    return done.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What a Director has said once is kept while it does not answer. */
  private void tell(EnvironmentTargets one) {
    try {
      String uuid = one.uuid().get().strip().toLowerCase(Locale.ROOT);
      if (!uuid.isEmpty()) {
        uuids.put(one.name(), uuid);
      }
    } catch (RemoteFailure silent) {
      // it is among the untold then, where it never answered
    }
  }

  /**
   * Takes all that an incident acts on, where no other incident has it; to be asked before each
   * act.
   *
   * @return why it has to wait, a clause
   */
  public Optional<String> inTheWay(Incident incident) {
    if (keeping.contains(incident.id()) || !all.containsKey(incident.environment())) {
      return Optional.empty();
    }
    var other = held.take(incident.id(), things(incident.environment()));
    if (other.isEmpty()) {
      keeping.add(incident.id());
    }
    return other.map(
        it ->
            "%s acts on the same %s (%s)"
                .formatted(it.by(), it.thing().kind().text(), it.thing().identity()));
  }

  /** Forgets an incident that is over; what it had is free with its end. */
  public void forget(IncidentId id) {
    keeping.remove(id);
  }

  /** By its address too: what acts must not depend on whether the Director says who it is. */
  private Set<TargetIdentity> things(EnvironmentName name) {
    var mine = all.get(name);
    if (mine == null) {
      return Set.of();
    }
    var things = new TreeSet<>(mine.others());
    things.add(TargetIdentity.deployment(mine.director(), mine.deployment()));
    var uuid = uuids.get(name);
    if (uuid != null) {
      things.add(TargetIdentity.deployment(uuid, mine.deployment()));
    }
    return things;
  }
}
