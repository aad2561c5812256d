package pipelinelock.diagnosis.evidence;

import java.util.List;
import java.util.stream.Stream;

/** Something that was asked and not answered yet. */
public final class Awaited {
  private Awaited() {}

  /** A clause for each, {@code BOSH is still asking the agents}; empty where all has come. */
  public static List<String> in(Evidence evidence) {
    return Stream.concat(
            Stream.of(
                evidence.lock(),
                evidence.holder(),
                evidence.concourse(),
                evidence.account(),
                evidence.pipeline(),
                evidence.otherBuilds(),
                evidence.checks(),
                evidence.workers(),
                evidence.containers(),
                evidence.lockingSwitchedOff(),
                evidence.tasks(),
                evidence.directorLocks(),
                evidence.rows(),
                evidence.instances(),
                evidence.aborts()),
            Stream.concat(
                evidence.activity().values().stream(), evidence.preparation().values().stream()))
        .filter(Fact.NotRead.class::isInstance)
        .map(Fact.NotRead.class::cast)
        .filter(Fact.NotRead::isAwaited)
        .map(Fact.NotRead::reason)
        .distinct()
        .toList();
  }
}
