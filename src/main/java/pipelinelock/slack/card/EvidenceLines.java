package pipelinelock.slack.card;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.InstanceRow;
import pipelinelock.wording.Shortlist;

/** Every fact of the evidence, one a line, with its source, or why it could not be read. */
final class EvidenceLines {
  private static final int SOME = 8;

  private EvidenceLines() {}

  static List<String> of(Evidence evidence) {
    var lines = new ArrayList<String>();
    lines.add(line("lock", evidence.lock(), EvidenceLines::lock));
    lines.add(line("version", evidence.concourse(), ConcourseVersion::text));
    lines.add(line("pipeline", evidence.pipeline(), EvidenceLines::pipeline));
    lines.add(line("other builds", evidence.otherBuilds(), EvidenceLines::builds));
    lines.add(
        line(
            "workers",
            evidence.workers(),
            workers -> some(workers.stream().map(it -> it.name() + " " + it.state()))));
    lines.add(
        line("tasks", evidence.tasks(), tasks -> some(tasks.stream().map(EvidenceLines::task))));
    lines.add(
        line(
            "locks of the Director",
            evidence.directorLocks(),
            locks -> some(locks.stream().map(it -> it.type() + " " + it.resource()))));
    lines.add(
        line(
            "VMs",
            evidence.instances(),
            vms ->
                some(
                    vms.stream()
                        .map(
                            it ->
                                it.id()
                                    + " "
                                    + it.jobState().orElse(withoutVm(it.isErrandAtRest()))))));
    if (!evidence.instances().isKnown()) {
      lines.add(
          line(
              "instances by its database",
              evidence.rows(),
              rows -> some(rows.stream().map(EvidenceLines::row))));
    }
    return lines;
  }

  private static String row(InstanceRow row) {
    return row.id()
        + " "
        + row.cid()
            .map(cid -> "on " + cid)
            .orElse(row.expectsVm() ? "without a VM" : "without a VM, and needs none");
  }

  private static String withoutVm(boolean asItShould) {
    return asItShould ? "an errand, at rest" : "without a VM";
  }

  private static <T> String line(String name, Fact<T> fact, Function<T, String> words) {
    return switch (fact) {
      case Fact.Known<T>(var observed, var source, var _) ->
          "%s, %s: %s".formatted(source.text(), name, words.apply(observed));
      case Fact.NotRead<T>(var source, var reason, var _, var _) ->
          "%s, %s: not read, %s".formatted(source.text(), name, reason);
    };
  }

  private static String lock(PoolLock lock) {
    String place =
        switch (lock.place()) {
          case CLAIMED -> "claimed";
          case UNCLAIMED -> "unclaimed";
          case BOTH -> "in both folders";
          case NEITHER -> "in neither folder";
        };
    return place
        + lock.moved()
            .map(commit -> ", commit %s: %s".formatted(commit.shortId(), commit.subject()))
            .orElse("");
  }

  private static String pipeline(PipelineState pipeline) {
    return (pipeline.paused() ? "paused, " : "")
        + builds(pipeline.builds().stream().filter(Build::isOpen).toList());
  }

  private static String builds(Collection<Build> builds) {
    return some(
        builds.stream()
            .map(
                build ->
                    "%s/%s %s"
                        .formatted(
                            build.ref().pipeline(),
                            build.ref().shortForm(),
                            build.status().text())));
  }

  private static String task(DirectorTask task) {
    return "%d %s (%s)".formatted(task.id(), task.state().text(), task.description());
  }

  private static String some(Stream<String> items) {
    var all = items.toList();
    return all.isEmpty() ? "none open" : Shortlist.of(all, SOME);
  }
}
