package pipelinelock.incident.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.Started;

/**
 * Whether a request still holds, according to one look made after it. The same rule applies to a
 * request that waits and to one that was approved. Pure.
 *
 * @param changes what differs from the request, a sentence each; empty if it all holds
 * @param now what the evidence says now
 */
public record Recheck(List<String> changes, EvidenceSummary now) {
  public Recheck {
    changes = List.copyOf(changes);
  }

  /**
   * Compares.
   *
   * @param now what the evidence says now
   * @param stillOffered whether it still allows this very plan
   * @param otherChanges of the policy, or of the rights of those who approved; a sentence each
   */
  public static Recheck of(
      Incident incident, EvidenceSummary now, boolean stillOffered, List<String> otherChanges) {
    var before = incident.request().evidence();
    var changes = new ArrayList<>(otherChanges);
    BlindRules.problem(incident.request().plan(), incident.request().policy())
        .map(why -> "It cannot begin as it was requested: %s.".formatted(why))
        .ifPresent(changes::add);
    if (!before.state().equals(now.state())) {
      changes.add("It was %s, now it is %s.".formatted(before.state(), now.state()));
    } else if (!before.fingerprint().equals(now.fingerprint())) {
      changes.add("The evidence changed from %s to %s.".formatted(before.code(), now.code()));
    }
    if (!stillOffered) {
      changes.add(
          incident.request().plan().actsBlind()
              ? "This blind recreate does not fit any more: Concourse answers, something else cannot be read, or the web VM is another one."
              : "The current state does not allow this plan.");
    }
    return new Recheck(changes, now);
  }

  public boolean holds() {
    return changes.isEmpty();
  }

  /** What comes of it once enough people have approved: it was read just now, so it decides. */
  public List<IncidentEvent> onceApproved() {
    return List.of(holds() ? new Started(now) : lapsed());
  }

  /**
   * What comes of it while the request waits: one look alone may have met a flicker, and nothing
   * presses, so only a second one that finds the same ends it.
   *
   * @param first of the row of looks before this one that found the same
   * @param apart how far the two must lie from each other
   */
  public List<IncidentEvent> whileItWaits(Optional<Recheck> first, Duration apart) {
    boolean seenTwice =
        first
            .filter(this::agrees)
            .filter(it -> !now.at().isBefore(it.now.at().plus(apart)))
            .isPresent();
    return !holds() && seenTwice ? List.of(lapsed()) : List.of();
  }

  /**
   * What to keep of this look for the next one.
   *
   * @param first what was kept of the looks before it
   * @return empty where all holds: nothing is in doubt
   */
  public Optional<Recheck> doubt(Optional<Recheck> first) {
    return holds() ? Optional.empty() : first.filter(this::agrees).or(() -> Optional.of(this));
  }

  /** By what changed; how long it has been so is another word at each look. */
  private boolean agrees(Recheck other) {
    return changes.equals(other.changes);
  }

  private Lapsed lapsed() {
    var lines = new ArrayList<>(changes);
    lines.add("Now: " + now.headline());
    return new Lapsed(lines);
  }
}
