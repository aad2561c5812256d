package pipelinelock.terminal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.environment.Environment;
import pipelinelock.lock.PoolLock;
import pipelinelock.vm.Instance;

/**
 * Diagnoses as JSON, for scripts. docs/commands.md describes it; renaming or removing a key needs a
 * new {@code version}.
 */
public final class StatusJson {
  private static final int VERSION = 1;

  private StatusJson() {}

  /** All of them as one document. */
  public static String of(List<EnvironmentReport> all) {
    return Json.of(new Document(VERSION, all.stream().map(StatusJson::status).toList()));
  }

  private record Document(int version, List<Status> environments) {}

  private record Status(
      String environment,
      Instant at,
      String verdict,
      int exitCode,
      boolean confirmed,
      Optional<Instant> lookAgainAt,
      Optional<OpenJson> incident,
      String headline,
      String reason,
      String rival,
      List<CureJson> cures,
      Optional<String> blind,
      List<String> warnings,
      List<LeftJson> left,
      String fingerprint,
      Optional<LockJson> lock,
      Optional<List<InstanceJson>> instances,
      List<FactJson> facts) {}

  private record CureJson(
      String kind, String text, List<String> commands, List<String> ends, String leaves) {}

  private record OpenJson(String id, String text) {}

  private record LeftJson(String incident, String text, String endedBy) {}

  private record LockJson(
      String place,
      Optional<String> holder,
      Optional<Instant> since,
      Optional<String> commit,
      Optional<String> author) {}

  private record InstanceJson(
      String instance,
      String state,
      Optional<String> cid,
      Optional<String> az,
      List<String> ips,
      boolean ignored) {}

  private record FactJson(
      String name, String source, Instant at, Optional<String> value, Optional<String> notRead) {}

  private static Status status(EnvironmentReport report) {
    var it = report.diagnosis();
    Evidence evidence = it.evidence();
    return new Status(
        evidence.environment().name().value(),
        evidence.at(),
        it.verdict().title(),
        ExitCode.of(it.verdict()).code(),
        it.confirmed(),
        it.lookAgainAt(),
        report.open().map(open -> new OpenJson(open.incident().toString(), open.sentence())),
        it.headline(),
        it.reason(),
        it.rival(),
        report.cures().stream().map(cure -> cure(cure, evidence.environment())).toList(),
        report.blindWay(),
        it.warnings(),
        it.left().stream().map(StatusJson::left).toList(),
        it.fingerprint().toString(),
        evidence.lock().value().map(StatusJson::lock),
        evidence.instances().value().map(all -> all.stream().map(StatusJson::instance).toList()),
        FactLines.of(evidence).stream().map(StatusJson::fact).toList());
  }

  private static CureJson cure(Cure cure, Environment environment) {
    var text = CureText.of(cure, environment);
    return new CureJson(cure.title(), text.what(), text.commands(), text.ends(), text.leaves());
  }

  private static LeftJson left(Leftover it) {
    return new LeftJson(it.incident(), it.said(), it.endedBy());
  }

  private static LockJson lock(PoolLock lock) {
    return new LockJson(
        FactLines.place(lock.place()),
        lock.holder().map(Object::toString),
        lock.moved().map(it -> it.at()),
        lock.moved().map(it -> it.id()),
        lock.moved().map(it -> it.author()));
  }

  private static InstanceJson instance(Instance it) {
    return new InstanceJson(
        it.id().toString(), FactLines.state(it), it.cid(), it.az(), it.ips(), it.ignored());
  }

  private static FactJson fact(FactLine it) {
    return new FactJson(it.name(), it.source().text(), it.at(), it.value(), it.why());
  }
}
