package pipelinelock.diagnosis.look;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Look;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.PipelineState;

/**
 * Takes looks at an environment. It remembers the first of a series of equal looks, which a hung
 * verdict needs, and when each pending build was first seen, which Concourse does not report. It
 * forgets both at a restart, which only delays a verdict by one look.
 *
 * <p>Anything that decides uses a complete look. A person who only wants to see gets one at {@link
 * #begin two speeds}.
 */
public final class Lookout {
  private final LookedAt environments;
  private final EvidenceCollector collector;
  private final InstantSource clock;
  private final Map<EnvironmentName, Look> firstLooks = new ConcurrentHashMap<>();
  private final Map<EnvironmentName, Map<Long, Instant>> pendingSince = new ConcurrentHashMap<>();

  public Lookout(LookedAt environments, EvidenceCollector collector, InstantSource clock) {
    this.environments = environments;
    this.collector = collector;
    this.clock = clock;
  }

  /** Reads the evidence again, patiently, and judges it. */
  public Diagnosis look(EnvironmentName name) {
    return whole(name, looking(name));
  }

  /** Begins to read the evidence again, for a person who wants to see. */
  public Sight begin(EnvironmentName name) {
    var looking = looking(name);
    return new HurriedSight(
        looking,
        () -> reported(name, Diagnosis.of(looking.first(), earlier(name))),
        () -> whole(name, looking));
  }

  private Optional<Look> earlier(EnvironmentName name) {
    return Optional.ofNullable(firstLooks.get(name));
  }

  /** Only a whole look is remembered: half a one would break a row of equal ones. */
  private Diagnosis whole(EnvironmentName name, Looking looking) {
    var diagnosis = reported(name, Diagnosis.of(remembered(name, looking.whole()), earlier(name)));
    firstLooks.merge(
        name,
        diagnosis.look(),
        (first, now) -> first.fingerprint().equals(now.fingerprint()) ? first : now);
    return diagnosis;
  }

  /**
   * Reads the evidence again and judges it together with an earlier look, such as the one that
   * people decided on.
   */
  public Diagnosis look(EnvironmentName name, Look earlier) {
    return environments.withLeftovers(name, Diagnosis.of(evidence(name), Optional.of(earlier)));
  }

  private Diagnosis reported(EnvironmentName name, Diagnosis diagnosis) {
    return environments.withLeftovers(name, diagnosis).noting(environments.notes(name));
  }

  /** Reads the evidence again, patiently, for a look that decides by itself. */
  public Evidence evidence(EnvironmentName name) {
    return remembered(name, looking(name).whole());
  }

  private Looking looking(EnvironmentName name) {
    return collector.begin(environments.sources(name), pendingSince.getOrDefault(name, Map.of()));
  }

  private Evidence remembered(EnvironmentName name, Evidence evidence) {
    evidence.pipeline().value().ifPresent(pipeline -> rememberPending(name, pipeline));
    return evidence;
  }

  private void rememberPending(EnvironmentName name, PipelineState pipeline) {
    pendingSince.compute(
        name,
        (_, before) -> {
          var now = new HashMap<Long, Instant>();
          for (var build : pipeline.builds()) {
            if (build.status() == Build.Status.PENDING) {
              var seen = before == null ? null : before.get(build.id());
              now.put(build.id(), seen == null ? clock.instant() : seen);
            }
          }
          return Map.copyOf(now);
        });
  }
}
