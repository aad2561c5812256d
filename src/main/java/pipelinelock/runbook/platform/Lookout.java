package pipelinelock.runbook.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Look;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.diagnosis.look.AbortRecord;
import pipelinelock.diagnosis.look.EvidenceCollector;
import pipelinelock.diagnosis.look.Looking;
import pipelinelock.diagnosis.look.Sources;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.leftover.EarlierIncidents;
import pipelinelock.leftover.Leftovers;
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
  private final Platforms platforms;
  private final EvidenceCollector collector;
  private final AbortRecord aborts;
  private final EarlierIncidents earlierIncidents;
  private final InstantSource clock;
  private final Map<EnvironmentName, Look> firstLooks = new ConcurrentHashMap<>();
  private final Map<EnvironmentName, Map<Long, Instant>> pendingSince = new ConcurrentHashMap<>();

  /**
   * @param aborts the bot's own record
   * @param earlierIncidents of the same record
   */
  public Lookout(
      Platforms platforms,
      EvidenceCollector collector,
      AbortRecord aborts,
      EarlierIncidents earlierIncidents,
      InstantSource clock) {
    this.platforms = platforms;
    this.collector = collector;
    this.aborts = aborts;
    this.earlierIncidents = earlierIncidents;
    this.clock = clock;
  }

  /** Reads the evidence anew, patiently, and judges it. */
  public Diagnosis look(EnvironmentName name) {
    return whole(name, looking(name));
  }

  /** Begins to read the evidence anew, for a person who wants to see. */
  public Sight begin(EnvironmentName name) {
    var looking = looking(name);
    return new HurriedSight(
        looking,
        () -> told(name, Diagnosis.of(looking.first(), earlier(name))),
        () -> whole(name, looking));
  }

  private Optional<Look> earlier(EnvironmentName name) {
    return Optional.ofNullable(firstLooks.get(name));
  }

  /** Only a whole look is remembered: half a one would break a row of equal ones. */
  private Diagnosis whole(EnvironmentName name, Looking looking) {
    var diagnosis = told(name, Diagnosis.of(remembered(name, looking.whole()), earlier(name)));
    firstLooks.merge(
        name,
        diagnosis.look(),
        (first, now) -> first.fingerprint().equals(now.fingerprint()) ? first : now);
    return diagnosis;
  }

  /** Reads the evidence anew and judges it beside the look that people decided on. */
  public Diagnosis look(Incident incident) {
    var before = incident.request().evidence();
    var earlier = new Look(new Fingerprint(before.fingerprint()), before.at());
    var name = incident.environment();
    return leaving(name, Diagnosis.of(evidence(name), Optional.of(earlier)));
  }

  private Diagnosis told(EnvironmentName name, Diagnosis diagnosis) {
    return leaving(name, diagnosis).noting(platforms.notes(name));
  }

  /** With what earlier incidents left undone, which is not known where the record is not. */
  private Diagnosis leaving(EnvironmentName name, Diagnosis diagnosis) {
    try {
      return Leftovers.in(diagnosis, earlierIncidents.newest(name));
    } catch (RemoteFailure e) {
      return diagnosis.noting(
          List.of(
              "What earlier incidents left undone is not known: %s.".formatted(e.getMessage())));
    }
  }

  /** Reads the evidence anew, patiently, for a look that decides by itself. */
  public Evidence evidence(EnvironmentName name) {
    return remembered(name, looking(name).whole());
  }

  private Looking looking(EnvironmentName name) {
    var platform = platforms.get(name);
    return collector.begin(
        new Sources(
            platform.environment(),
            platform.lockPool(),
            platform.pipelineReader(),
            platform.directorReader(),
            aborts),
        pendingSince.getOrDefault(name, Map.of()));
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
