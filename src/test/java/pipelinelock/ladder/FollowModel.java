package pipelinelock.ladder;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WHOLE;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.ModelState;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.replay.Replay;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.HolderBuild;

/**
 * The whole ladder from the start of the deployment to the unlock of its run, by a process that may
 * crash between any two events. The order of events is that of {@code StartStep}, {@code
 * FollowStep} and {@code FollowRunStep}, told again here; what a look means is said by the
 * production code.
 *
 * @param since what came on record since the deployment was due
 * @param unsent whether this process wrote the intent of the start and has not sent it
 * @param suspected where its last look saw the run stopped; empty = it did not
 * @param requests how many starts have left
 * @param touched how often something was done to the deployment that is followed
 */
record FollowModel(
    Protocol protocol,
    List<IncidentEvent> since,
    FollowedWorld world,
    boolean unsent,
    Optional<FollowedWorld> suspected,
    int requests,
    int touched,
    int crashes)
    implements ModelState {
  private static final int START = WHOLE.steps().size() - 3;
  private static final int FOLLOW = START + 1;
  private static final int RUN = START + 2;

  private static final List<IncidentEvent> BEFORE =
      Stream.concat(LawfulEvents.start().stream(), LawfulEvents.doneBefore(START, WHOLE).stream())
          .toList();

  enum Protocol {
    REAL,
    STARTS_AGAIN_AFTER_A_CRASH,
    FOLLOWS_WHOEVER_HAS_THE_LOCK,
    TAKES_A_FREE_LOCK_FOR_AN_UNLOCK,
    TAKES_WHAT_IS_NOT_READ_FOR_AN_UNLOCK,
    CURES_WHAT_HANGS_AGAIN
  }

  static FollowModel of(Protocol protocol, int crashes) {
    return new FollowModel(
        protocol, List.of(), FollowedWorld.NOT_STARTED, false, Optional.empty(), 0, 0, crashes);
  }

  @Override
  public List<Recorded> record() {
    var after = Stream.concat(BEFORE.stream(), since.stream()).toArray(IncidentEvent[]::new);
    return IncidentExamples.recorded(
        requested(DEV04, ANA, "deployments wait since 11:07", HUNG, WHOLE, TWO_OTHERS), after);
  }

  @Override
  public List<Move> moves() {
    var incident = Incident.of(record());
    if (!incident.isOpen()) {
      return List.of();
    }
    var moves = new ArrayList<Move>();
    world.next().forEach(next -> moves.add(new Move("now it " + next, with(next))));
    if (crashes > 0) {
      moves.add(new Move("the process dies", dies()));
    }
    var step = incident.currentStep();
    if (step.isPresent() && step.getAsInt() == START) {
      start(incident, moves);
    } else {
      moves.add(new Move("looks", looks(incident, world.sight())));
      moves.add(new Move("looks and cannot read", looks(incident, FollowedWorld.torn())));
    }
    return moves;
  }

  private void start(Incident incident, List<Move> moves) {
    if (!(incident.steps().get(START) instanceof Intended intended)) {
      var intent = new StepIntended(START, "after-build-4990-1a2b3c4d");
      moves.add(new Move("intends", recording(intent).owing(true)));
    } else if (intended.lost().isPresent()) {
      moves.add(new Move("finds", world.isStarted() ? started() : notStarted()));
    } else if (unsent || protocol == Protocol.STARTS_AGAIN_AFTER_A_CRASH) {
      moves.add(new Move("starts", sends(true).started()));
      moves.add(new Move("starts, and the answer is lost", sends(true).recording(lost())));
      moves.add(new Move("starts, and the request is lost", sends(false).recording(lost())));
      if (crashes > 0) {
        moves.add(new Move("starts and dies", sends(true).dies()));
      }
    } else {
      moves.add(new Move("does not know whether it has started", recording(lost())));
    }
  }

  private static IncidentEvent lost() {
    return new AnswerLost(START, "");
  }

  private FollowModel sends(boolean arrives) {
    return new FollowModel(
        protocol,
        since,
        arrives && !world.isStarted() ? FollowedWorld.WAITS : world,
        false,
        suspected,
        requests + 1,
        touched,
        crashes);
  }

  private FollowModel started() {
    return recording(
        new StepEnded(START, StepOutcome.DONE, ""), follows(FOLLOW, FollowedWorld.OWN));
  }

  private FollowModel notStarted() {
    return recording(new StepEnded(START, StepOutcome.IGNORED, ""));
  }

  private static StepIntended follows(int step, long build) {
    return new StepIntended(step, label(build));
  }

  private static String label(long build) {
    return "build-" + build;
  }

  private FollowModel looks(Incident incident, Diagnosis now) {
    var current = incident.currentStep();
    if (current.isEmpty()) {
      var headline = PlatformState.of(now.verdict()).headline(incident);
      return recording(new Ended(Outcome.COMPLETED, "", List.of(), Optional.of(headline)));
    }
    int step = current.getAsInt();
    if (!(incident.steps().get(step) instanceof Intended intended)) {
      return recording(new StepEnded(step, StepOutcome.NOT_NEEDED, ""));
    }
    long build = Long.parseLong(intended.contextId().substring("build-".length()));
    return step == FOLLOW ? follow(now, build) : followRun(now, build);
  }

  private FollowModel follow(Diagnosis now, long build) {
    long followed =
        protocol == Protocol.FOLLOWS_WHOEVER_HAS_THE_LOCK ? holder(now).orElse(build) : build;
    return switch (Follow.of(now, followed)) {
      case Follow.HasLock(var held) ->
          recording(new StepEnded(FOLLOW, StepOutcome.DONE, ""), follows(RUN, held.id()));
      case Follow.Runs(var through) ->
          recording(new StepEnded(FOLLOW, StepOutcome.DONE, ""), follows(RUN, through.id()));
      case Follow.GoesWrong _ -> recording(new StepEnded(FOLLOW, StepOutcome.IGNORED, ""));
      case Follow.OnItsWay _ -> this;
    };
  }

  private static Optional<Long> holder(Diagnosis now) {
    return now.evidence().holder().value().flatMap(HolderBuild::ours).map(it -> it.id());
  }

  private FollowModel followRun(Diagnosis now, long build) {
    if (takesForAnUnlock(now)) {
      return recording(new StepEnded(RUN, StepOutcome.DONE, ""));
    }
    return switch (FollowedRun.of(now, build)) {
      case FollowedRun.Through _ -> recording(new StepEnded(RUN, StepOutcome.DONE, ""));
      case FollowedRun.Runs _ -> suspecting(Optional.empty());
      case FollowedRun.Stopped _ when protocol == Protocol.CURES_WHAT_HANGS_AGAIN -> touches();
      case FollowedRun.Stopped _ when suspected.equals(Optional.of(world)) ->
          recording(new StepEnded(RUN, StepOutcome.IGNORED, ""));
      case FollowedRun.Stopped _ -> suspecting(Optional.of(world));
    };
  }

  private boolean takesForAnUnlock(Diagnosis now) {
    var lock = now.evidence().lock();
    return switch (protocol) {
      case TAKES_A_FREE_LOCK_FOR_AN_UNLOCK ->
          lock.value().filter(it -> it.place() == PoolLock.Place.UNCLAIMED).isPresent();
      case TAKES_WHAT_IS_NOT_READ_FOR_AN_UNLOCK -> !lock.isKnown();
      case REAL, STARTS_AGAIN_AFTER_A_CRASH, FOLLOWS_WHOEVER_HAS_THE_LOCK, CURES_WHAT_HANGS_AGAIN ->
          false;
    };
  }

  @Override
  public Optional<String> violation() {
    if (requests > 1) {
      return Optional.of("the deployment is started %d times".formatted(requests));
    }
    if (touched > 0) {
      return Optional.of("what hangs again is touched without an approval");
    }
    return since.stream()
        .flatMap(event -> lie(event).stream())
        .findFirst()
        .or(
            () ->
                Replay.of(record()) instanceof Replay.Sound
                    ? Optional.empty()
                    : Optional.of("the record is not by the rules: " + Replay.of(record())));
  }

  /** The world only goes on while the incident is open, so that an end is judged by its moment. */
  private Optional<String> lie(IncidentEvent event) {
    return switch (event) {
      case StepIntended(int step, var followed)
          when step >= FOLLOW && !followed.equals(label(FollowedWorld.OWN)) ->
          Optional.of("another build is followed than was started: " + followed);
      case StepEnded(int step, var outcome, _)
          when step == RUN && outcome == StepOutcome.DONE && !world.hasGivenBack() ->
          Optional.of("through, it says, and its run gave nothing back");
      case Ended ended -> lie(ended.headline().orElseThrow());
      default -> Optional.empty();
    };
  }

  private Optional<String> lie(String headline) {
    if (headline.contains("went through") && !world.hasGivenBack()) {
      return Optional.of("went through, it says, and its run gave nothing back");
    }
    boolean honest = headline.contains("Blocked again") || headline.contains("unknown");
    return world.hangs() && !honest
        ? Optional.of("it hangs again, and the end says: " + headline)
        : Optional.empty();
  }

  private FollowModel recording(IncidentEvent... events) {
    var all = Stream.concat(since.stream(), Stream.of(events)).toList();
    return new FollowModel(
        protocol, all, world, false, Optional.empty(), requests, touched, crashes);
  }

  private FollowModel owing(boolean owes) {
    return new FollowModel(protocol, since, world, owes, suspected, requests, touched, crashes);
  }

  private FollowModel suspecting(Optional<FollowedWorld> stopped) {
    return new FollowModel(protocol, since, world, unsent, stopped, requests, touched, crashes);
  }

  private FollowModel touches() {
    return new FollowModel(
        protocol, since, world, unsent, suspected, requests, touched + 1, crashes);
  }

  private FollowModel dies() {
    return new FollowModel(
        protocol, since, world, false, Optional.empty(), requests, touched, crashes - 1);
  }

  private FollowModel with(FollowedWorld next) {
    return new FollowModel(protocol, since, next, unsent, suspected, requests, touched, crashes);
  }
}
