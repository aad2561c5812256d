package pipelinelock.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Concourse worker.
 *
 * @param name starts with the first block of the BOSH instance's id; the rest changes with the VM
 * @param state {@code running}, {@code stalled}, {@code landing}, {@code landed}, {@code retiring}
 * @param takes which steps may run on it
 * @param ephemeral removed as soon as it is gone, and never stalled
 * @param load what it was doing when last seen
 */
public record Worker(
    String name,
    String state,
    Takes takes,
    String version,
    boolean ephemeral,
    Optional<Instant> startedAt,
    Load load) {
  /**
   * Which steps run on a worker.
   *
   * @param platform {@code linux}
   * @param tags only steps with one of these tags run here; empty = steps without tags
   * @param team only this team's steps run here; absent = every team's
   */
  public record Takes(String platform, List<String> tags, Optional<String> team) {
    public Takes {
      tags = List.copyOf(tags);
    }
  }

  /**
   * What a worker does, as of its last heartbeat (each 30 s).
   *
   * @param containers all of them: those of checks and of ended builds too
   * @param tasks running tasks; Concourse counts them only where it places steps by them ({@code
   *     limit-active-tasks}), and is 0 elsewhere
   */
  public record Load(int containers, int tasks) {}

  public List<String> tags() {
    return takes.tags();
  }

  public boolean isRunning() {
    return state.equals("running");
  }

  /** Whether a Linux step without tags of a team may run here. */
  public boolean takesUntagged(String ofTeam) {
    return takes.tags().isEmpty()
        && takes.platform().equals("linux")
        && takes.team().map(ofTeam::equals).orElse(true);
  }
}
