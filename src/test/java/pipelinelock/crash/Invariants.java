package pipelinelock.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.audit.HashChain;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.concourse.SimulatedConcourse;
import pipelinelock.rehearsal.lock.PoolCommit;

/** What must hold whenever the bot was killed. Gives the violations; none is the good answer. */
final class Invariants {
  static final String DOUBLED = "doubled: ";
  static final String LOST = "lost: ";
  static final String WRONG = "wrong: ";

  private static final String COMPLETED = "COMPLETED";

  /** How an incident may end where more fails than the one process. */
  private static final Set<String> ENDS = Set.of(COMPLETED, "FAILED", "lapsed", "expired");

  private static final Map<Integer, Integer> TASKS = Map.of(3, 260183, 4, 260216);

  private final Seen seen;
  private final List<String> violations = new ArrayList<>();

  private Invariants(Seen seen) {
    this.seen = seen;
  }

  /**
   * After any kill.
   *
   * @param seen before {@code now} was read
   * @param before the record at the kill before this one
   */
  static List<String> afterKill(Seen seen, StoredRecord before, StoredRecord now) {
    var found = new Invariants(seen);
    found.check(before.begins(now), LOST + "events that were on record at the kill before");
    found.check(HashChain.firstBreak(now.links()).isEmpty(), WRONG + "the hash chain is broken");
    found.actsAreOnRecord(now);
    found.threadIsOfTheRecord(now);
    found.nothingTwice(now);
    return found.violations;
  }

  /** After the incident's end, and after the thread had time to show it. */
  static List<String> atEnd(
      SimulatedWorld world, StoredRecord record, boolean mustComplete, boolean startsAgain) {
    var found = new Invariants(Seen.of(world));
    found.ended(record, mustComplete);
    found.tasksAreWhole(record);
    if (record.outcome().equals(COMPLETED)) {
      found.worldIsCured(world);
      found.deploymentRuns(world, record, startsAgain);
    }
    found.check(
        found.seen.parts().equals(record.parts()),
        LOST + "the thread shows " + found.seen.parts() + " instead of " + record.parts());
    return found.violations;
  }

  private void check(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }

  /** Safety rule 6: the intent of every recreate was on disk before its request left. */
  private void actsAreOnRecord(StoredRecord record) {
    var intended =
        record
            .rows("step-intended")
            .map(row -> row.body().path("contextId").asText())
            .collect(Collectors.toSet());
    var sent = new TreeSet<>(seen.contexts());
    sent.removeAll(intended);
    check(sent.isEmpty(), LOST + "the intents of requests that were sent: " + sent);
    var approvals = record.rows("approved").map(row -> row.body().path("by").toString()).toList();
    check(
        !seen.acted() || approvals.size() == 2, WRONG + "it acted with the approvals " + approvals);
  }

  /** What the thread showed people is on record: no acknowledged approval is lost. */
  private void threadIsOfTheRecord(StoredRecord record) {
    var told = new ArrayList<>(seen.parts());
    told.removeAll(new HashSet<>(record.parts()));
    check(told.isEmpty(), LOST + "the thread told of what is not on record: " + told);
  }

  private void nothingTwice(StoredRecord record) {
    seen.recreates()
        .forEach(
            (vm, times) -> check(times <= 1, DOUBLED + vm + " was recreated " + times + " times"));
    check(seen.starts() <= 1, DOUBLED + "the deployment was started " + seen.starts() + " times");
    check(
        seen.starts() == 0 || intends("start-deployment", record),
        LOST + "the intent of a start that was sent");
    doubles("message ", seen.parts().stream());
    doubles("approval of ", record.rows("approved").map(row -> row.body().path("by").toString()));
    for (var type : List.of("task-accepted", "task-ended", "step-ended")) {
      doubles(type + " of step ", record.rows(type).map(row -> "" + row.step()));
    }
    for (var type : List.of("requested", "started", "ended")) {
      check(record.rows(type).count() <= 1, DOUBLED + type);
    }
  }

  private void doubles(String what, Stream<String> names) {
    var all = names.toList();
    new TreeSet<>(all)
        .forEach(name -> check(Collections.frequency(all, name) == 1, DOUBLED + what + name));
  }

  private void ended(StoredRecord record, boolean mustComplete) {
    var outcome = record.outcome();
    check(
        outcome.equals(COMPLETED) || !mustComplete && ENDS.contains(outcome),
        WRONG + "it ended as " + outcome + ": " + record.reason());
  }

  /** Every byte of the event log of a task that ended is recorded once and in order. */
  private void tasksAreWhole(StoredRecord record) {
    TASKS.forEach(
        (step, task) -> {
          boolean whole = record.rows("task-ended").anyMatch(row -> row.step() == step);
          var pieces = record.rows("task-said").filter(row -> row.step() == step).toList();
          long next = 0;
          var text = new StringBuilder();
          for (var piece : pieces) {
            long offset = piece.body().path("offset").asLong();
            check(offset == next, DOUBLED + "bytes of task " + task + " at " + offset);
            next = offset + piece.body().path("bytes").asLong();
            text.append(piece.body().path("lines").asText());
          }
          check(
              whole
                  ? text.toString().equals(recording(task))
                  : recording(task).startsWith(text.toString()),
              LOST + "lines of task " + task + ": " + next + " bytes are on record");
        });
  }

  private void worldIsCured(SimulatedWorld world) {
    for (var instance : List.of(SimulatedDirector.WORKER, SimulatedDirector.WEB)) {
      check(world.director().recreatesSeen(instance) == 1, LOST + "the recreate of " + instance);
    }
    check(
        !ConcourseScene.of(world.concourse()).isPaused("pipeline-lock"),
        WRONG + "the lock job is still paused");
    var status = ConcourseScene.of(world.concourse()).statusOf(SimulatedConcourse.HUNG_BUILD);
    check(status.equals("aborted"), WRONG + "the claiming build is " + status);
  }

  /** What the abort orphaned is given back; where it was started again, the new one has it. */
  private void deploymentRuns(SimulatedWorld world, StoredRecord record, boolean startsAgain) {
    var newest = PoolCommit.newest(world.lockRepository()).message();
    if (startsAgain && newest.strip().endsWith("build 124 claiming: lock")) {
      return;
    }
    check(
        newest.startsWith("unclaiming: lock\n\nIncident: "),
        LOST + "what the abort orphaned is not given back: " + newest);
    check(!startsAgain || isTold(record), LOST + "the start, and nobody was told that");
  }

  /** That a start whose process died before it could be sent was not sent. */
  private static boolean isTold(StoredRecord record) {
    return record
        .rows("ended")
        .anyMatch(row -> row.body().path("todo").toString().contains("trigger"));
  }

  private static boolean intends(String type, StoredRecord record) {
    var steps =
        record.rows("requested").findFirst().orElseThrow().body().path("plan").path("steps");
    return record
        .rows("step-intended")
        .anyMatch(row -> steps.path(row.step()).path("type").asText().equals(type));
  }

  static String recording(int task) {
    var file = "/rehearsal/bosh/task-%d.event.ndjson".formatted(task);
    try (var in = Invariants.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
