package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.EndWorld.Holder;
import pipelinelock.incident.EndWorld.Push;
import pipelinelock.incident.EndWorld.Start;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.LadderEndNode.Check;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.replay.Replay;
import pipelinelock.incident.rules.IncidentRules;

/**
 * The end of a ladder by two nodes: the lock is given back, the deployment started and followed.
 * The protocol is that of {@code GiveBackStep}, {@code StartStep} and {@code FollowStep}, told
 * again here; the state is the real fold of the record, which the real replay judges.
 *
 * @param beginning what is on record already
 * @param since what came on record after it
 * @param holder the node that has the lease; empty = none
 * @param fault what was done that no rule allows; empty = nothing
 */
record LadderEndModel(
    Protocol protocol,
    Beginning beginning,
    List<IncidentEvent> since,
    String holder,
    List<LadderEndNode> nodes,
    EndWorld world,
    String fault,
    Budget left)
    implements ModelState {
  private static final int GIVE_BACK = 1;
  private static final int START = 2;
  private static final int FOLLOW = 3;

  enum Protocol {
    REAL,
    ANYBODY_STARTS,
    STARTS_AGAIN_WHERE_THE_ANSWER_IS_LOST,
    STARTS_BEFORE_THE_INTENT,
    STARTS_ON_A_LOOK_FROM_BEFORE_ITS_SLEEP,
    STARTS_WHATEVER_IT_SEES,
    STARTS_THOUGH_IT_WAS_CANCELLED,
    FOLLOWS_THOUGH_IT_WAS_CANCELLED,
    BELIEVES_THAT_WHAT_IS_LOST_NEVER_ARRIVED,
    GIVES_BACK_WHATEVER_IS_CLAIMED,
    GIVES_BACK_BY_FORCE,
    TAKES_AN_EARLIER_RELEASE_FOR_ITS_OWN
  }

  /** How often this may still happen. */
  record Budget(int pauses, int crashes, int losses, int cancels, int strangers) {}

  /** What the plan began with, and so what the lock may be found as. */
  enum Beginning {
    AN_ABORT_THAT_ORPHANED(EndWorld.afterAnAbort(true)),
    AN_ABORT_WHOSE_CLAIM_LIVES_ON(EndWorld.afterAnAbort(false)),
    A_RELEASE_WITH_A_DEAD_CLAIM(EndWorld.afterARelease(true)),
    A_RELEASE_WITH_A_CLAIM_THAT_IS_WELL(EndWorld.afterARelease(false));

    private final EndWorld world;
    private final List<Recorded> record;
    private final Incident incident;

    Beginning(EndWorld world) {
      this.world = world;
      this.record =
          IncidentExamples.recorded(
              requested(DEV04, ANA, "deployments wait since 11:07", HUNG, plan(), TWO_OTHERS),
              approved(BEN),
              approved(CLEO),
              new Started(HUNG),
              new StepIntended(0, ""),
              new StepEnded(0, StepOutcome.DONE, ""));
      this.incident = ((Replay.Sound) Replay.of(record)).incident();
    }

    private Plan plan() {
      var ids = Set.of(5190L);
      boolean release = !world.released().isEmpty();
      return new Plan(
          List.of(
              release
                  ? new Step.ReleaseLock("create-cloudfoundry", "lock", "c1", "c1")
                  : new Step.AbortBuild(5190, "pipeline-lock build 123"),
              release ? new Step.ReleaseAgain(ids) : new Step.GiveBack(ids, Optional.empty()),
              new Step.StartDeployment("pipeline-lock"),
              new Step.FollowDeployment()));
    }
  }

  static ModelState of(Protocol protocol, Beginning beginning, Budget budget) {
    return new LadderEndModel(
        protocol,
        beginning,
        List.of(),
        "",
        List.of(LadderEndNode.fresh("a1"), LadderEndNode.fresh("b1")),
        beginning.world,
        "",
        budget);
  }

  @Override
  public List<Recorded> record() {
    var all = new ArrayList<>(beginning.record);
    var incident = beginning.incident;
    for (var event : since) {
      var next = next(incident, event);
      all.add(next);
      incident = incident.on(next);
    }
    return all;
  }

  private static Recorded next(Incident before, IncidentEvent event) {
    long next = before.sequence() + 1;
    return new Recorded(before.id(), next, NOON.plusSeconds(next), event, "");
  }

  /** As it was for somebody who read so many of the events since the beginning. */
  private Incident read(int events) {
    var incident = beginning.incident;
    for (var event : since.subList(0, events)) {
      incident = incident.on(next(incident, event));
    }
    return incident;
  }

  @Override
  public List<Move> moves() {
    var moves = new ArrayList<Move>();
    for (var node : nodes) {
      if (node.isAwake() && node.awaits().isEmpty()) {
        acts(node, moves);
      }
      fates(node, moves);
    }
    network(moves);
    world.goesOn((name, next) -> moves.add(new Move(name, with(next))));
    if (left.strangers() > 0) {
      moves.add(
          new Move(
              "somebody starts a deployment",
              with(world.withAStranger()).with(minus(0, 0, 0, 0, 1))));
    }
    cancel(moves);
    return moves;
  }

  private void acts(LadderEndNode node, List<Move> moves) {
    boolean leads = holder.equals(node.name());
    if (!leads && isFree()) {
      moves.add(
          new Move(
              node.name() + " takes over",
              new LadderEndModel(
                  protocol, beginning, since, node.name(), nodes, world, fault, left)));
    }
    if (leads && !node.isUpToDate(since.size(), world.seen())) {
      moves.add(
          new Move(node.name() + " reads and looks", with(node.looks(since.size(), world.seen()))));
    }
    node.sight().ifPresent(sight -> step(node, read(node.read()), sight, moves));
  }

  private boolean isFree() {
    return nodes.stream()
        .filter(node -> node.name().equals(holder))
        .noneMatch(LadderEndNode::isAwake);
  }

  private void step(LadderEndNode node, Incident incident, EndWorld sight, List<Move> moves) {
    if (!incident.isOpen()) {
      return;
    }
    var current = incident.currentStep();
    boolean stops =
        incident.steps().stream()
            .anyMatch(it -> it instanceof Over over && over.outcome() == StepOutcome.CANCELLED);
    boolean cancelled = incident.cancelledBy().isPresent();
    if (stops
        || (cancelled
            && current.isPresent()
            && incident.steps().get(current.getAsInt()) instanceof Waiting)) {
      append(node, moves, new Ended(Outcome.CANCELLED, "", List.of()));
    } else if (current.isEmpty()) {
      append(node, moves, new Ended(Outcome.COMPLETED, "", List.of()));
    } else {
      var progress = incident.steps().get(current.getAsInt());
      switch (current.getAsInt()) {
        case GIVE_BACK -> giveBack(node, progress, sight, moves);
        case START -> start(node, progress, sight, cancelled, moves);
        default -> follow(node, progress, sight, moves);
      }
    }
  }

  private void giveBack(
      LadderEndNode node, StepProgress progress, EndWorld sight, List<Move> moves) {
    boolean left = isLeft(sight);
    if (progress instanceof Waiting) {
      append(
          node,
          moves,
          left
              ? new StepIntended(GIVE_BACK, "")
              : new StepEnded(GIVE_BACK, StepOutcome.NOT_NEEDED, ""));
    } else if (sight.released().size() > releasesBefore()) {
      append(node, moves, new StepEnded(GIVE_BACK, StepOutcome.DONE, ""));
    } else if (left) {
      var push = new Push(GIVE_BACK, sight.tip(), protocol == Protocol.GIVES_BACK_BY_FORCE);
      if (!world.pushing().contains(push)) {
        moves.add(
            new Move(node.name() + " gives back", with(world.sends(push)).with(node.pushes())));
      }
    } else {
      append(node, moves, new StepEnded(GIVE_BACK, StepOutcome.IGNORED, ""));
    }
  }

  private boolean isLeft(EndWorld sight) {
    return sight.lock() == Holder.A_DEAD_CLAIM
        || (sight.lock() == Holder.A_DEPLOYMENT
            && protocol == Protocol.GIVES_BACK_WHATEVER_IS_CLAIMED);
  }

  private int releasesBefore() {
    boolean release = world.released().contains(0);
    return release && protocol != Protocol.TAKES_AN_EARLIER_RELEASE_FOR_ITS_OWN ? 1 : 0;
  }

  private void start(
      LadderEndNode node,
      StepProgress progress,
      EndWorld sight,
      boolean cancelled,
      List<Move> moves) {
    if (!(progress instanceof Intended intended)) {
      intend(node, sight, moves);
    } else if (intended.lost().isPresent()) {
      find(node, intended, sight, moves);
    } else if (node.unsent().equals(intended.contextId()) || protocol == Protocol.ANYBODY_STARTS) {
      startOrNot(node, intended, sight, cancelled, moves);
    } else {
      append(node, moves, new AnswerLost(START, ""));
    }
  }

  private void intend(LadderEndNode node, EndWorld sight, List<Move> moves) {
    if (sight.isDeploying() && protocol != Protocol.STARTS_WHATEVER_IT_SEES) {
      append(
          node,
          moves,
          new StepEnded(START, StepOutcome.NOT_NEEDED, ""),
          new StepIntended(FOLLOW, "build-1"));
    } else if (sight.lock() == Holder.A_DEAD_CLAIM) {
      append(node, moves, notStarted());
    } else {
      var label = node.name() + "-" + since.size();
      if (protocol == Protocol.STARTS_BEFORE_THE_INTENT) {
        send(node, label, moves);
      } else if (node.read() == since.size()) {
        moves.add(
            new Move(
                node.name() + " intends",
                recording(new StepIntended(START, label)).with(node.intends(label))));
      }
    }
  }

  private static StepEnded notStarted() {
    return new StepEnded(START, StepOutcome.IGNORED, "");
  }

  private void find(LadderEndNode node, Intended intended, EndWorld sight, List<Move> moves) {
    boolean blind = protocol == Protocol.BELIEVES_THAT_WHAT_IS_LOST_NEVER_ARRIVED;
    if (sight.hasStarted(intended.contextId()) && !blind) {
      append(node, moves, started());
    } else if (protocol == Protocol.STARTS_AGAIN_WHERE_THE_ANSWER_IS_LOST) {
      send(node, intended.contextId(), moves);
    } else {
      append(node, moves, notStarted());
    }
  }

  /** What is followed next is on record with it, unless the plan is to stop here. */
  private IncidentEvent[] started() {
    boolean follows =
        read(since.size()).cancelledBy().isEmpty()
            || protocol == Protocol.FOLLOWS_THOUGH_IT_WAS_CANCELLED;
    var done = new StepEnded(START, StepOutcome.DONE, "");
    return follows
        ? new IncidentEvent[] {done, new StepIntended(FOLLOW, "build-1")}
        : new IncidentEvent[] {done};
  }

  private void startOrNot(
      LadderEndNode node, Intended intended, EndWorld sight, boolean cancelled, List<Move> moves) {
    if (cancelled && protocol != Protocol.STARTS_THOUGH_IT_WAS_CANCELLED) {
      append(node, moves, new StepEnded(START, StepOutcome.CANCELLED, ""));
      return;
    }
    boolean due = !sight.isDeploying() && sight.lock() == Holder.NOBODY;
    if (due || protocol == Protocol.STARTS_WHATEVER_IT_SEES) {
      send(node, intended.contextId(), moves);
    } else {
      append(node, moves, notStarted());
    }
  }

  /** Its look must be fresh and the lease its own; then it may still sleep before it sends. */
  private void send(LadderEndNode node, String label, List<Move> moves) {
    if (node.check() != Check.NONE) {
      var sent = with(world.sends(new Start(label))).with(node.sends(label));
      moves.add(new Move(node.name() + " sends", sent.faulty(faultOf(node))));
    } else if (holder.equals(node.name())
        && (!node.slept() || protocol == Protocol.STARTS_ON_A_LOOK_FROM_BEFORE_ITS_SLEEP)) {
      moves.add(new Move(node.name() + " asks for its lease", with(node.checks())));
    }
  }

  private Optional<String> faultOf(LadderEndNode node) {
    if (node.check() == Check.STALE && world.isDeploying()) {
      return Optional.of("a start is sent beside a deployment that it could have seen");
    }
    if (node.sight().filter(EndWorld::isDeploying).isPresent()) {
      return Optional.of("a start is sent beside a deployment that it has seen");
    }
    return since.subList(0, node.read()).stream().anyMatch(CancelAsked.class::isInstance)
        ? Optional.of("a start is sent after a cancel that it has read")
        : Optional.empty();
  }

  private void follow(LadderEndNode node, StepProgress progress, EndWorld sight, List<Move> moves) {
    var outcome =
        progress instanceof Waiting
            ? StepOutcome.NOT_NEEDED
            : sight.lock() == Holder.A_DEPLOYMENT ? StepOutcome.DONE : StepOutcome.IGNORED;
    append(node, moves, new StepEnded(FOLLOW, outcome, ""));
  }

  /** Refused by the sequence number where somebody else appended first. */
  private void append(LadderEndNode node, List<Move> moves, IncidentEvent... next) {
    if (node.read() == since.size()) {
      moves.add(
          new Move(
              node.name() + " appends " + next[0],
              recording(next).with(node.forgets()).faulty(lieOf(node, next[0]))));
    }
  }

  /** What is said not to have been started although the look on which that is said shows it. */
  private Optional<String> lieOf(LadderEndNode node, IncidentEvent event) {
    boolean denies = event.equals(notStarted());
    boolean seen = node.sight().filter(it -> !it.started().isEmpty()).isPresent();
    return denies && seen ? Optional.of("a deployment that was started is lost") : Optional.empty();
  }

  /** What happens to a process. */
  private void fates(LadderEndNode node, List<Move> moves) {
    if (node.paused()) {
      moves.add(new Move(node.name() + " wakes", with(node.wakes())));
    }
    if (node.isAwake() && left.pauses() > 0) {
      moves.add(new Move(node.name() + " stops", with(node.stops()).with(minus(1, 0, 0, 0, 0))));
    }
    if (!node.gone() && left.crashes() > 0) {
      var next = LadderEndNode.fresh(node.name().charAt(0) + "2");
      var now =
          nodes.stream()
              .flatMap(
                  it ->
                      it.name().equals(node.name()) ? Stream.of(node.ends(), next) : Stream.of(it))
              .toList();
      moves.add(
          new Move(
              node.name() + " crashes",
              new LadderEndModel(protocol, beginning, since, holder, now, world, fault, left)
                  .with(minus(0, 1, 0, 0, 0))));
    }
  }

  private Budget minus(int pauses, int crashes, int losses, int cancels, int strangers) {
    return new Budget(
        left.pauses() - pauses,
        left.crashes() - crashes,
        left.losses() - losses,
        left.cancels() - cancels,
        left.strangers() - strangers);
  }

  private void network(List<Move> moves) {
    for (var start : world.starting()) {
      var taken = world.takes(start);
      arrives(
          "Concourse takes " + start,
          start.label(),
          with(taken),
          with(world.loses(start)),
          started(),
          moves);
    }
    for (var push : world.pushing()) {
      var done = new IncidentEvent[] {new StepEnded(push.step(), StepOutcome.DONE, "")};
      arrives(
          "the branch takes " + push,
          LadderEndNode.PUSH,
          with(world.takes(push)).faulty(world.harmOf(push)),
          with(world.loses(push)),
          world.isAccepted(push) ? done : new IncidentEvent[0],
          moves);
    }
  }

  /**
   * A request comes to its end: it arrives and its answer too, or its answer is lost, or it never
   * arrives.
   */
  private void arrives(
      String name,
      String awaited,
      LadderEndModel taken,
      LadderEndModel lost,
      IncidentEvent[] answer,
      List<Move> moves) {
    boolean ofStart = !awaited.equals(LadderEndNode.PUSH);
    var unanswered =
        ofStart ? new IncidentEvent[] {new AnswerLost(START, "")} : new IncidentEvent[0];
    moves.add(new Move(name, taken.told(awaited, answer)));
    if (left.losses() > 0) {
      var budget = minus(0, 0, 1, 0, 0);
      moves.add(
          new Move(name + ", the answer is lost", taken.told(awaited, unanswered).with(budget)));
      moves.add(new Move(name + ", no: nobody does", lost.told(awaited, unanswered).with(budget)));
      moves.add(new Move(name + ", but no answer in time", told(awaited, unanswered).with(budget)));
    }
  }

  /**
   * Whoever waits for it hears of it, and puts it on record if nobody was faster; one that sleeps
   * hears of it later.
   */
  private LadderEndModel told(String awaited, IncidentEvent... events) {
    for (var node : nodes) {
      if (node.awaits().equals(awaited)) {
        boolean first = node.read() == since.size() && node.isAwake();
        return first && events.length > 0
            ? recording(events).with(node.forgets())
            : with(node.forgets());
      }
    }
    return this;
  }

  private void cancel(List<Move> moves) {
    if (left.cancels() > 0
        && IncidentRules.cancel(read(since.size()), member(BEN)) instanceof Accepted(var decided)) {
      moves.add(
          new Move(
              "Ben cancels",
              recording(decided.toArray(IncidentEvent[]::new)).with(minus(0, 0, 0, 1, 0))));
    }
  }

  /** With what is recorded, as far as the replay lets it be. */
  private LadderEndModel recording(IncidentEvent... next) {
    var incident = read(since.size());
    var found = Optional.<String>empty();
    for (var event : next) {
      var recorded = next(incident, event);
      found = found.or(problem(incident, recorded));
      incident = incident.on(recorded);
    }
    var more = Stream.concat(since.stream(), Stream.of(next)).toList();
    return new LadderEndModel(protocol, beginning, more, holder, nodes, world, fault, left)
        .faulty(found);
  }

  private static Supplier<Optional<String>> problem(Incident before, Recorded next) {
    return () -> Replay.problem(before, next).map(why -> next.event() + " " + why);
  }

  private LadderEndModel with(EndWorld next) {
    return new LadderEndModel(protocol, beginning, since, holder, nodes, next, fault, left);
  }

  private LadderEndModel with(Budget next) {
    return new LadderEndModel(protocol, beginning, since, holder, nodes, world, fault, next);
  }

  private LadderEndModel with(LadderEndNode changed) {
    var now = nodes.stream().map(it -> it.name().equals(changed.name()) ? changed : it).toList();
    return new LadderEndModel(protocol, beginning, since, holder, now, world, fault, left);
  }

  private LadderEndModel faulty(Optional<String> found) {
    return new LadderEndModel(
        protocol, beginning, since, holder, nodes, world, found.orElse(fault), left);
  }

  @Override
  public Optional<String> violation() {
    if (!fault.isEmpty()) {
      return Optional.of(fault);
    }
    var starts = Stream.concat(world.starting().stream(), world.started().stream()).toList();
    if (starts.size() > 1) {
      return Optional.of("the deployment was asked for %d times".formatted(starts.size()));
    }
    if (starts.stream().anyMatch(it -> !since.contains(new StepIntended(START, it.label())))) {
      return Optional.of("a start was sent that is not on record");
    }
    if (isDone(GIVE_BACK) && !world.released().contains(GIVE_BACK)) {
      return Optional.of("the record says given back, and nothing was");
    }
    return isDone(START) && world.started().isEmpty()
        ? Optional.of("the record says started, and nothing was")
        : Optional.empty();
  }

  private boolean isDone(int step) {
    return since.contains(new StepEnded(step, StepOutcome.DONE, ""));
  }
}
