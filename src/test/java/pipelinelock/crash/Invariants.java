package pipelinelock.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.audit.HashChain;
import pipelinelock.rehearsal.SimulatedConcourse;
import pipelinelock.rehearsal.SimulatedDirector;
import pipelinelock.rehearsal.SimulatedWorld;

/** What must hold whenever the bot was killed. Gives the violations; none is the good answer. */
final class Invariants {
  static final String DOUBLED = "doubled: ";
  static final String LOST = "lost: ";
  static final String WRONG = "wrong: ";

  private static final Map<Integer, Integer> TASKS = Map.of(3, 260183, 4, 260216);

  private final SimulatedWorld world;
  private final List<String> violations = new ArrayList<>();

  private Invariants(SimulatedWorld world) {
    this.world = world;
  }

  /**
   * After any kill.
   *
   * @param before the record at the kill before this one
   */
  static List<String> afterKill(SimulatedWorld world, StoredRecord before, StoredRecord now) {
    var found = new Invariants(world);
    found.check(before.begins(now), LOST + "events that were on record at the kill before");
    found.check(HashChain.firstBreak(now.links()).isEmpty(), WRONG + "the hash chain is broken");
    found.actsAreOnRecord(now);
    found.threadIsOfTheRecord(now);
    found.nothingTwice(now);
    return found.violations;
  }

  /** After the incident's end, and after the thread had time to tell of it. */
  static List<String> atEnd(SimulatedWorld world, StoredRecord record) {
    var found = new Invariants(world);
    found.ended(record);
    found.tasksAreWhole(record);
    found.worldIsCured();
    var shown = ShownThread.of(world.slack()).parts();
    found.check(
        shown.equals(record.parts()),
        LOST + "the thread shows " + shown + " instead of " + record.parts());
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
    var sent =
        world.director().requests().stream()
            .filter(request -> request.method().equals("PUT"))
            .map(request -> request.headers().getOrDefault("x-bosh-context-id", "none"))
            .collect(Collectors.toCollection(TreeSet::new));
    sent.removeAll(intended);
    check(sent.isEmpty(), LOST + "the intents of requests that were sent: " + sent);
    var approvals = record.rows("approved").map(row -> row.body().path("by").toString()).toList();
    boolean acted =
        world.director().recreatesSeen(SimulatedDirector.WORKER) > 0
            || world.concourse().isPaused("pipeline-lock");
    check(!acted || approvals.size() == 2, WRONG + "it acted with the approvals " + approvals);
  }

  /** What people were told in the thread is on record: no acknowledged approval is lost. */
  private void threadIsOfTheRecord(StoredRecord record) {
    var told = new ArrayList<>(ShownThread.of(world.slack()).parts());
    told.removeAll(new HashSet<>(record.parts()));
    check(told.isEmpty(), LOST + "the thread told of what is not on record: " + told);
  }

  private void nothingTwice(StoredRecord record) {
    for (var instance : List.of(SimulatedDirector.WORKER, SimulatedDirector.WEB)) {
      int seen = world.director().recreatesSeen(instance);
      check(seen <= 1, DOUBLED + instance + " was recreated " + seen + " times");
    }
    var shown = ShownThread.of(world.slack()).parts();
    doubles("message ", shown.stream());
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

  private void ended(StoredRecord record) {
    var end = record.rows("ended").findFirst();
    var outcome = end.map(row -> row.body().path("outcome").asText()).orElse("no end");
    check(
        outcome.equals("COMPLETED"),
        WRONG
            + "it ended as "
            + outcome
            + end.map(row -> ": " + row.body().path("summary").asText()).orElse(""));
  }

  /** Every byte of the Director's event logs is recorded once and in order. */
  private void tasksAreWhole(StoredRecord record) {
    TASKS.forEach(
        (step, task) -> {
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
              text.toString().equals(recording(task)),
              LOST + "lines of task " + task + ": " + next + " bytes are on record");
        });
  }

  private void worldIsCured() {
    for (var instance : List.of(SimulatedDirector.WORKER, SimulatedDirector.WEB)) {
      check(world.director().recreatesSeen(instance) == 1, LOST + "the recreate of " + instance);
    }
    check(!world.concourse().isPaused("pipeline-lock"), WRONG + "the lock job is still paused");
    var status = world.concourse().statusOf(SimulatedConcourse.HUNG_BUILD);
    check(status.equals("aborted"), WRONG + "the claiming build is " + status);
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
