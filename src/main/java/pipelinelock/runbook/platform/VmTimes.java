package pipelinelock.runbook.platform;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;

/**
 * How long the recreate of one VM took in earlier incidents. Finished incidents do not change, so
 * each answer is computed once.
 */
public final class VmTimes {
  private static final int LOOKED_AT = 30;
  private static final int COUNTED = 5;
  private static final int KEPT = 100;

  private final Incidents incidents;
  private final Platforms platforms;
  private final Map<Asked, UsualTime> known = new ConcurrentHashMap<>();

  public VmTimes(Incidents incidents, Platforms platforms) {
    this.incidents = incidents;
    this.platforms = platforms;
  }

  private record Asked(IncidentId incident, int step) {}

  /**
   * Judged by the newest five VMs of the same instance group that were recreated the same way in
   * this environment before; without any, by the runbook's.
   *
   * @param step one that recreates a VM
   * @throws pipelinelock.incident.ledger.RecordUnavailable when the record gives no answer
   */
  public UsualTime of(Incident incident, int step) {
    var asked = new Asked(incident.id(), step);
    var before = Optional.ofNullable(known.get(asked));
    return before.orElseGet(
        () -> keep(asked, found(incident, (Step.Recreate) incident.step(step))));
  }

  private UsualTime keep(Asked asked, UsualTime found) {
    if (known.size() >= KEPT) {
      known.clear();
    }
    known.put(asked, found);
    return found;
  }

  private UsualTime found(Incident incident, Step.Recreate step) {
    var took =
        incidents.newest(incident.environment(), LOOKED_AT).stream()
            .filter(earlier -> earlier.id().compareTo(incident.id()) < 0)
            .flatMap(earlier -> took(earlier, step))
            .limit(COUNTED)
            .toList();
    return took.isEmpty() ? ofRunbook(incident, step) : UsualTime.of(took);
  }

  private static Stream<Duration> took(Incident earlier, Step.Recreate like) {
    return IntStream.range(0, earlier.steps().size())
        .filter(i -> isLike(earlier.step(i), like))
        .mapToObj(earlier.steps()::get)
        .flatMap(
            progress ->
                progress instanceof Over over
                        && over.outcome() == StepOutcome.DONE
                        && over.task().isPresent()
                    ? Stream.of(Duration.between(over.since(), over.at()))
                    : Stream.empty());
  }

  private static boolean isLike(Step step, Step.Recreate like) {
    return step instanceof Step.Recreate recreate
        && recreate.instance().group().equals(like.instance().group())
        && recreate.options().equals(like.options());
  }

  private UsualTime ofRunbook(Incident incident, Step.Recreate step) {
    boolean web =
        platforms
            .find(incident.environment())
            .filter(
                it -> it.environment().deployment().webGroups().contains(step.instance().group()))
            .isPresent();
    return web ? UsualTime.RUNBOOK_WEB : UsualTime.RUNBOOK_WORKER;
  }
}
