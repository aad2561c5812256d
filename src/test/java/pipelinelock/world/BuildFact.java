package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A build.
 *
 * @param pipeline the pipeline's id; absent for a one-off build
 * @param job absent for a one-off build and a check
 * @param name the number that people see, {@code 123}, {@code 123.1}
 * @param status {@code pending started succeeded failed errored aborted}
 * @param queued when it was made, which Concourse shows nobody
 * @param rerunOf the original's id
 * @param preparation why it does not start, while it is pending
 * @param inputs versions by resource
 * @param outputs versions by step
 * @param reaped its events are gone
 */
public record BuildFact(
    long id,
    String team,
    Optional<Long> pipeline,
    Optional<String> job,
    String name,
    String status,
    Instant queued,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<String> by,
    Optional<Long> rerunOf,
    Optional<JsonNode> plan,
    List<EventFact> events,
    Optional<Preparation> preparation,
    Map<String, Map<String, String>> inputs,
    Map<String, Map<String, String>> outputs,
    boolean reaped) {
  public BuildFact {
    events = List.copyOf(events);
    inputs = Map.copyOf(inputs);
    outputs = Map.copyOf(outputs);
  }

  /**
   * What {@code …/preparation} says.
   *
   * @param behind {@code max_running_builds} blocks
   * @param blocking inputs that block
   * @param missing the reason by input; those block too
   */
  public record Preparation(
      boolean pausedPipeline,
      boolean pausedJob,
      boolean behind,
      Set<String> blocking,
      Map<String, String> missing) {
    public static final Preparation NOTHING =
        new Preparation(false, false, false, Set.of(), Map.of());

    public Preparation {
      blocking = Set.copyOf(blocking);
      missing = Map.copyOf(missing);
    }
  }

  /** A build of a job that was only queued yet, with nothing in its way. */
  public static BuildFact queued(
      long id, ConcourseFacts.Pipeline of, String job, String name, Instant at) {
    return new BuildFact(
        id,
        of.team(),
        Optional.of(of.id()),
        Optional.of(job),
        name,
        "pending",
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(Preparation.NOTHING),
        Map.of(),
        Map.of(),
        false);
  }

  /** A build of {@code fly execute}, queued. */
  public static BuildFact oneOff(long id, String team, String name, Instant at) {
    return new BuildFact(
        id,
        team,
        Optional.empty(),
        Optional.empty(),
        name,
        "pending",
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(Preparation.NOTHING),
        Map.of(),
        Map.of(),
        false);
  }

  public BuildFact started(Instant at, JsonNode itsPlan, List<EventFact> itsEvents) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        "started",
        queued,
        Optional.of(at),
        Optional.empty(),
        by,
        rerunOf,
        Optional.of(itsPlan),
        itsEvents,
        Optional.empty(),
        inputs,
        outputs,
        reaped);
  }

  public BuildFact ended(String how, Instant at) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        how,
        queued,
        start,
        Optional.of(at),
        by,
        rerunOf,
        plan,
        events,
        Optional.empty(),
        inputs,
        outputs,
        reaped);
  }

  public BuildFact prepared(Preparation why) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        status,
        queued,
        start,
        end,
        by,
        rerunOf,
        plan,
        events,
        Optional.of(why),
        inputs,
        outputs,
        reaped);
  }

  public BuildFact by(String person) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        status,
        queued,
        start,
        end,
        Optional.of(person),
        rerunOf,
        plan,
        events,
        preparation,
        inputs,
        outputs,
        reaped);
  }

  public BuildFact rerunOf(long original) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        status,
        queued,
        start,
        end,
        by,
        Optional.of(original),
        plan,
        events,
        preparation,
        inputs,
        outputs,
        reaped);
  }

  public BuildFact withVersions(
      Map<String, Map<String, String>> got, Map<String, Map<String, String>> put) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        status,
        queued,
        start,
        end,
        by,
        rerunOf,
        plan,
        events,
        preparation,
        got,
        put,
        reaped);
  }

  public BuildFact withEvents(List<EventFact> others) {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        status,
        queued,
        start,
        end,
        by,
        rerunOf,
        plan,
        others,
        preparation,
        inputs,
        outputs,
        reaped);
  }

  public BuildFact withReapedEvents() {
    return new BuildFact(
        id,
        team,
        pipeline,
        job,
        name,
        status,
        queued,
        start,
        end,
        by,
        rerunOf,
        plan,
        events,
        preparation,
        inputs,
        outputs,
        true);
  }

  public boolean isOpen() {
    return status.equals("pending") || status.equals("started");
  }

  /** Its place in Concourse's lists: a rerun next to its original. */
  long place() {
    return rerunOf.orElse(id);
  }
}
