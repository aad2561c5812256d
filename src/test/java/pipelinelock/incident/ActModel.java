package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.incident.rules.Unseen;

/**
 * The recreate of two VMs by two nodes, from the start on. A node may stop at any point and wake,
 * be thought dead meanwhile, crash, or hand over; a request may be late or never arrive, and its
 * answer may be lost. The protocol is that of {@code RecreateStep} and {@code SqlLeases}, told
 * again here; the state is the real fold of the record.
 *
 * @param holder the node that has the lease; empty = none
 * @param doubt whether it was ever taken from a node that was only thought dead
 * @param flying requests that have left and not arrived
 * @param tasks what the Director made of those that arrived
 * @param calm whether the evidence shows no running deployment
 * @param hung whether what hung still does; what has ended stays so
 * @param told whether Slack has taken a message about it
 */
record ActModel(
    Protocol protocol,
    List<IncidentEvent> events,
    String holder,
    boolean doubt,
    List<Node> nodes,
    List<Put> flying,
    List<Put> tasks,
    boolean calm,
    boolean hung,
    Told told,
    Budget left)
    implements ModelState {
  enum Protocol {
    REAL,
    /** The same on a ladder: what hung may end at any moment, and a look that sees it spares. */
    LADDER,
    ANYBODY_SENDS_AN_INTENT,
    SENDS_BEFORE_THE_INTENT,
    SPARES_WHAT_MAY_HAVE_LEFT,
    /** A ladder that looks before its first rung alone. */
    CLIMBS_ON_AFTER_A_CURE,
    /** The real one where Slack takes no message at first, and may lose those that it took. */
    UNSEEN,
    /** The same without asking whether anybody was reached. */
    BEGINS_UNSEEN;

    boolean waitsForSlack() {
      return this == UNSEEN || this == BEGINS_UNSEEN;
    }

    boolean climbs() {
      return this == LADDER || this == SPARES_WHAT_MAY_HAVE_LEFT || this == CLIMBS_ON_AFTER_A_CURE;
    }
  }

  record Put(int step, String context) {}

  /** What people could have seen of it. */
  enum Told {
    NOTHING,
    REACHED,
    /** Slack took a message, and it is gone. */
    GONE
  }

  /** How often this may still happen. */
  record Budget(int pauses, int crashes, int losses, int cancels, int leaves) {}

  /**
   * A process.
   *
   * @param read how many events it had read when it decided last; 0 = none
   * @param clear whether it has looked, since it read, and saw no running deployment
   * @param over whether that look saw that what hung has ended
   * @param checked whether it has asked, since it read, whether the lease is still its own
   * @param reached whether it has asked, since it read, whether people were reached, and they were
   * @param unsent the intent that it wrote and has not sent
   * @param sent contexts of the requests that it sent
   * @param awaits the context of the request whose answer it waits for; empty = none
   */
  record Node(
      String name,
      boolean paused,
      boolean gone,
      int read,
      boolean clear,
      boolean over,
      boolean checked,
      boolean reached,
      String unsent,
      Set<String> sent,
      String awaits) {
    static Node fresh(String name) {
      return new Node(name, false, false, 0, false, false, false, false, "", Set.of(), "");
    }

    Node paused(boolean now) {
      return new Node(name, now, gone, read, clear, over, checked, reached, unsent, sent, awaits);
    }

    Node reads(int size) {
      return new Node(name, paused, gone, size, false, false, false, false, unsent, sent, awaits);
    }

    Node looks(boolean calm, boolean hung) {
      return new Node(
          name, paused, gone, read, calm, !hung, checked, reached, unsent, sent, awaits);
    }

    Node checks() {
      return new Node(name, paused, gone, read, clear, over, true, reached, unsent, sent, awaits);
    }

    Node reaches() {
      return new Node(name, paused, gone, read, clear, over, checked, true, unsent, sent, awaits);
    }

    Node intends(String context, int size) {
      return new Node(name, paused, gone, size, clear, over, false, false, context, sent, awaits);
    }

    Node sends(String context) {
      var more = new TreeSet<>(sent);
      more.add(context);
      return new Node(
          name, paused, gone, read, false, false, false, false, "", Set.copyOf(more), context);
    }

    Node hears() {
      return new Node(name, paused, gone, 0, false, false, false, false, unsent, sent, "");
    }

    Node ends() {
      return new Node(name, false, true, 0, false, false, false, false, "", Set.of(), "");
    }
  }

  static ModelState of(Protocol protocol, Budget budget) {
    var plan =
        new Plan(
            List.of(
                new Step.Recreate(WORKER, Optional.of("i-1"), Set.of(), Optional.empty()),
                new Step.Recreate(WEB, Optional.of("i-2"), Set.of(), Optional.empty())));
    return new ActModel(
        protocol,
        List.of(
            requested(DEV04, ANA, "deployments wait", HUNG, plan, TWO_OTHERS),
            approved(BEN),
            approved(CLEO),
            new Started(HUNG)),
        "",
        false,
        List.of(Node.fresh("a1"), Node.fresh("b1")),
        List.of(),
        List.of(),
        true,
        true,
        protocol.waitsForSlack() ? Told.NOTHING : Told.REACHED,
        budget);
  }

  @Override
  public List<Recorded> record() {
    return recorded(events.size());
  }

  private List<Recorded> recorded(int first) {
    var record = new ArrayList<Recorded>();
    for (int i = 0; i < first; i++) {
      record.add(new Recorded(new IncidentId(1), i + 1L, NOON.plusSeconds(i), events.get(i), ""));
    }
    return record;
  }

  @Override
  public List<Move> moves() {
    var moves = new ArrayList<Move>();
    for (var node : nodes) {
      if (!node.paused() && !node.gone()) {
        acts(node, moves);
      }
      fates(node, moves);
    }
    network(moves);
    if (calm) {
      moves.add(new Move("a deployment begins", with(false)));
    }
    if (hung && protocol.climbs()) {
      moves.add(new Move("what hung ends", cured()));
    }
    slack(moves);
    cancel(moves);
    return moves;
  }

  private void slack(List<Move> moves) {
    if (!protocol.waitsForSlack()) {
      return;
    }
    if (told == Told.REACHED) {
      moves.add(new Move("Slack loses its messages", with(Told.GONE)));
    } else {
      moves.add(new Move("Slack takes a message", with(Told.REACHED)));
    }
  }

  private void acts(Node node, List<Move> moves) {
    if (!node.awaits().isEmpty()) {
      return;
    }
    if (!holder.equals(node.name()) && isFree()) {
      moves.add(new Move(node.name() + " takes over", taken(node)));
    }
    if (holder.equals(node.name()) && node.read() != events.size()) {
      moves.add(new Move(node.name() + " reads", with(node.reads(events.size()))));
    }
    if (node.read() > 0) {
      var incident = Incident.of(recorded(node.read()));
      if (incident.isOpen()) {
        step(node, incident, moves);
      }
    }
  }

  private boolean isFree() {
    return holder.isEmpty()
        || nodes.stream()
            .filter(node -> node.name().equals(holder))
            .allMatch(node -> node.paused() || node.gone());
  }

  private ActModel taken(Node node) {
    return new ActModel(
        protocol,
        events,
        node.name(),
        doubt || !holder.isEmpty(),
        nodes,
        flying,
        tasks,
        calm,
        hung,
        told,
        left);
  }

  private void step(Node node, Incident incident, List<Move> moves) {
    if (incident.steps().stream()
        .anyMatch(it -> it instanceof Over over && over.outcome() == StepOutcome.FAILED)) {
      append(node, moves, new Ended(Outcome.FAILED, "", List.of()));
      return;
    }
    var current = incident.currentStep();
    if (current.isEmpty()) {
      append(node, moves, new Ended(Outcome.COMPLETED, "", List.of()));
      return;
    }
    int index = current.getAsInt();
    switch (incident.steps().get(index)) {
      case Waiting _ when incident.cancelledBy().isPresent() ->
          append(node, moves, new Ended(Outcome.CANCELLED, "", List.of()));
      case Waiting _ -> intend(node, index, moves);
      case Intended intended -> intended(node, index, intended, moves);
      case Following(var _, var task) ->
          append(
              node,
              moves,
              new TaskEnded(index, task.id(), "done", Optional.empty()),
              new StepEnded(index, StepOutcome.DONE, ""));
      case TaskOver _, Over _ -> {}
    }
  }

  private void intend(Node node, int index, List<Move> moves) {
    if (sees(node, index)) {
      spare(node, index, moves);
      return;
    }
    if (!node.clear()) {
      moves.add(new Move(node.name() + " looks", with(node.looks(calm, hung))));
      return;
    }
    var context = node.name() + "-" + events.size();
    var intent = new StepIntended(index, context);
    if (waitsForPeople(node, intent)) {
      if (told == Told.REACHED) {
        moves.add(new Move(node.name() + " hears that people were reached", with(node.reaches())));
      }
      return;
    }
    if (protocol == Protocol.SENDS_BEFORE_THE_INTENT) {
      moves.add(new Move(node.name() + " sends", sent(node, new Put(index, context))));
    } else if (node.read() == events.size()) {
      var more = new ArrayList<>(events);
      more.add(intent);
      moves.add(new Move(node.name() + " intends", with(more, node.intends(context, more.size()))));
    }
  }

  private boolean waitsForPeople(Node node, StepIntended intent) {
    return protocol == Protocol.UNSEEN
        && !node.reached()
        && Unseen.mustWait(Incident.of(recorded(node.read())), List.of(intent));
  }

  private void intended(Node node, int index, Intended intended, List<Move> moves) {
    boolean own = node.unsent().equals(intended.contextId());
    var put = new Put(index, intended.contextId());
    if (protocol == Protocol.SPARES_WHAT_MAY_HAVE_LEFT && !hung) {
      spare(node, index, moves);
    }
    if (own && intended.lost().isEmpty()) {
      sendOwn(node, index, put, moves);
    } else if (task(put.context()).isPresent()) {
      append(node, moves, new TaskAccepted(index, tasks.indexOf(task(put.context()).get()) + 1L));
    } else if (intended.lost().isPresent()) {
      append(node, moves, new StepEnded(index, StepOutcome.FAILED, "most likely not started"));
    } else if (isLost(node, put)) {
      append(node, moves, new AnswerLost(index, ""));
    } else if (!flying.contains(put)) { // the grace is over
      lookAndSend(node, index, put, moves);
    }
  }

  /** Whether a look that this node has taken since it read spares the VM. */
  private boolean sees(Node node, int index) {
    boolean looks = protocol != Protocol.CLIMBS_ON_AFTER_A_CURE || index == 0;
    return protocol.climbs() && node.over() && looks;
  }

  /** On the look before the intent, while that is fresh; else on another one. */
  private void sendOwn(Node node, int index, Put put, List<Move> moves) {
    if (sees(node, index)) {
      spare(node, index, moves);
      return;
    }
    send(node, put, moves);
    if (protocol.climbs() && hung == node.over()) {
      moves.add(new Move(node.name() + " looks again", with(node.looks(calm, hung))));
    }
  }

  private void spare(Node node, int index, List<Move> moves) {
    if (protocol.climbs()) {
      append(node, moves, new StepEnded(index, StepOutcome.NOT_NEEDED, ""));
    }
  }

  private boolean isLost(Node node, Put put) {
    return node.sent().contains(put.context())
        || (doubt && protocol != Protocol.ANYBODY_SENDS_AN_INTENT);
  }

  private Optional<Put> task(String context) {
    return tasks.stream().filter(it -> it.context().equals(context)).findFirst();
  }

  private void lookAndSend(Node node, int index, Put put, List<Move> moves) {
    if (sees(node, index)) {
      spare(node, index, moves);
    } else if (node.clear()) {
      send(node, put, moves);
    } else {
      moves.add(new Move(node.name() + " looks", with(node.looks(calm, hung))));
    }
  }

  private void send(Node node, Put put, List<Move> moves) {
    if (node.checked()) {
      moves.add(new Move(node.name() + " sends", sent(node, put)));
    } else if (holder.equals(node.name())) {
      moves.add(new Move(node.name() + " asks for its lease", with(node.checks())));
    }
  }

  private ActModel sent(Node node, Put put) {
    var more = new ArrayList<>(flying);
    more.add(put);
    return with(node.sends(put.context())).with(List.copyOf(more), tasks, left);
  }

  /** Refused by the sequence number where somebody else appended first. */
  private void append(Node node, List<Move> moves, IncidentEvent... next) {
    if (node.read() == events.size()) {
      moves.add(new Move(node.name() + " appends " + next[0], appended(node, next)));
    }
  }

  private ActModel appended(Node node, IncidentEvent... next) {
    var more = new ArrayList<>(events);
    more.addAll(List.of(next));
    return with(more, node.reads(more.size()));
  }

  /** What happens to a process. */
  private void fates(Node node, List<Move> moves) {
    if (node.paused()) {
      moves.add(new Move(node.name() + " wakes", with(node.paused(false))));
    }
    if (!node.paused() && !node.gone() && left.pauses() > 0) {
      moves.add(
          new Move(
              node.name() + " stops",
              with(node.paused(true)).with(flying, tasks, minus(1, 0, 0, 0, 0))));
    }
    if (!node.gone() && left.crashes() > 0) {
      var next = Node.fresh(node.name().charAt(0) + "2");
      moves.add(
          new Move(
              node.name() + " crashes",
              replaced(node, node.ends(), next).with(flying, tasks, minus(0, 1, 0, 0, 0))));
    }
    boolean idle = !node.paused() && !node.gone() && node.awaits().isEmpty();
    if (idle && left.leaves() > 0 && holder.equals(node.name())) {
      var next = Node.fresh(node.name().charAt(0) + "3");
      var gone = replaced(node, node.ends(), next).with(flying, tasks, minus(0, 0, 0, 0, 1));
      moves.add(new Move(node.name() + " hands over", gone.free()));
    }
  }

  private Budget minus(int pauses, int crashes, int losses, int cancels, int leaves) {
    return new Budget(
        left.pauses() - pauses,
        left.crashes() - crashes,
        left.losses() - losses,
        left.cancels() - cancels,
        left.leaves() - leaves);
  }

  private void network(List<Move> moves) {
    for (var put : flying) {
      var rest = new ArrayList<>(flying);
      rest.remove(put);
      var made = Stream.concat(tasks.stream(), Stream.of(put)).toList();
      moves.add(
          new Move("the Director takes " + put, with(List.copyOf(rest), made, left).answered(put)));
      if (left.losses() > 0) {
        var budget = minus(0, 0, 1, 0, 0);
        moves.add(
            new Move(
                "the answer is lost for " + put,
                with(List.copyOf(rest), made, budget).unanswered(put)));
        moves.add(
            new Move("nobody gets " + put, with(List.copyOf(rest), tasks, budget).unanswered(put)));
        moves.add(
            new Move("no answer in time for " + put, with(flying, tasks, budget).unanswered(put)));
      }
    }
  }

  private ActModel answered(Put put) {
    return told(put, new TaskAccepted(put.step(), tasks.size()));
  }

  private ActModel unanswered(Put put) {
    return told(put, new AnswerLost(put.step(), ""));
  }

  /**
   * The process that waits hears of it and records it, if nobody was faster; also one that sleeps,
   * later.
   */
  private ActModel told(Put put, IncidentEvent event) {
    for (var node : nodes) {
      if (node.awaits().equals(put.context())) {
        boolean first = node.read() == events.size() && !node.paused();
        return first ? appended(node.hears().reads(node.read()), event) : with(node.hears());
      }
    }
    return this;
  }

  private void cancel(List<Move> moves) {
    var incident = Incident.of(record());
    if (left.cancels() > 0
        && IncidentRules.cancel(incident, member(BEN)) instanceof Accepted(var decided)) {
      var more = new ArrayList<>(events);
      more.addAll(decided);
      moves.add(
          new Move(
              "Ben cancels",
              new ActModel(
                  protocol,
                  List.copyOf(more),
                  holder,
                  doubt,
                  nodes,
                  flying,
                  tasks,
                  calm,
                  hung,
                  told,
                  minus(0, 0, 0, 1, 0))));
    }
  }

  private ActModel with(boolean nowCalm) {
    return new ActModel(
        protocol, events, holder, doubt, nodes, flying, tasks, nowCalm, hung, told, left);
  }

  private ActModel with(Told now) {
    return new ActModel(
        protocol, events, holder, doubt, nodes, flying, tasks, calm, hung, now, left);
  }

  private ActModel cured() {
    return new ActModel(
        protocol, events, holder, doubt, nodes, flying, tasks, calm, false, told, left);
  }

  private ActModel free() {
    return new ActModel(protocol, events, "", doubt, nodes, flying, tasks, calm, hung, told, left);
  }

  private ActModel with(Node changed) {
    return with(events, changed);
  }

  private ActModel with(List<IncidentEvent> record, Node changed) {
    var now = nodes.stream().map(it -> it.name().equals(changed.name()) ? changed : it).toList();
    return new ActModel(
        protocol, List.copyOf(record), holder, doubt, now, flying, tasks, calm, hung, told, left);
  }

  private ActModel replaced(Node old, Node ended, Node next) {
    var now =
        nodes.stream()
            .flatMap(it -> it.name().equals(old.name()) ? Stream.of(ended, next) : Stream.of(it))
            .toList();
    return new ActModel(
        protocol, events, holder, doubt, now, flying, tasks, calm, hung, told, left);
  }

  private ActModel with(List<Put> inTheAir, List<Put> made, Budget budget) {
    return new ActModel(
        protocol, events, holder, doubt, nodes, inTheAir, made, calm, hung, told, budget);
  }

  @Override
  public Optional<String> violation() {
    for (int step = 0; step < 2; step++) {
      int index = step;
      long made = tasks.stream().filter(it -> it.step() == index).count();
      if (made > 1) {
        return Optional.of("VM %d was recreated %d times".formatted(step, made));
      }
    }
    if (told == Told.NOTHING && events.stream().anyMatch(StepIntended.class::isInstance)) {
      return Optional.of("it begins to recreate, and nobody was told of it");
    }
    for (var put : Stream.concat(flying.stream(), tasks.stream()).toList()) {
      if (!events.contains(new StepIntended(put.step(), put.context()))) {
        return Optional.of(put + " was sent and is not on record");
      }
      if (isSpared(put.step())) {
        return Optional.of(put + " was asked for, and is spared on record");
      }
      if (put.step() == 1 && isSpared(0)) {
        return Optional.of(put + " was asked for after the cure was seen");
      }
      if (put.step() == 1 && events.stream().noneMatch(ActModel::isFirstDone)) {
        return Optional.of("the second VM went before the first was done");
      }
    }
    return end();
  }

  private static boolean isFirstDone(IncidentEvent event) {
    return event instanceof StepEnded(var step, var outcome, var _)
        && step == 0
        && (outcome == StepOutcome.DONE || outcome == StepOutcome.NOT_NEEDED);
  }

  private boolean isSpared(int step) {
    return events.contains(new StepEnded(step, StepOutcome.NOT_NEEDED, ""));
  }

  private Optional<String> end() {
    long ends = events.stream().filter(Ended.class::isInstance).count();
    if (ends > 0 && !(events.getLast() instanceof Ended)) {
      return Optional.of("something is on record after the end");
    }
    return ends > 0
            && events.getLast() instanceof Ended(var outcome, var _, var _, var _)
            && outcome == Outcome.COMPLETED
            && tasks.size() != 2 - (isSpared(0) ? 1 : 0) - (isSpared(1) ? 1 : 0)
        ? Optional.of("it says completed after %d recreates".formatted(tasks.size()))
        : Optional.empty();
  }
}
