package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.proof.ClickProof;

/**
 * What somebody would write into a record who knows how its hashes are made: each history is one
 * that the rules cannot have let happen, at the event that is named with it.
 */
public final class ForbiddenHistories {
  /**
   * One history.
   *
   * @param offence the sequence of the first event that is forbidden
   */
  public record History(List<Recorded> events, long offence) {}

  /** By what is wrong with them. */
  public static final Map<String, History> ALL = new LinkedHashMap<>();

  private static final UserId NOBODY = new UserId("T1", "U0NOBODY");
  private static final UserId BEN_ELSEWHERE = new UserId("T2", "U0BEN");

  /** Its groups could make anybody an approver; this one names people only. */
  private static final ApprovalPolicy NAMED =
      PolicyBuilder.approvers(Set.of(ANA, BEN, CLEO), Set.of()).minimumReason(10).build();

  private static final ApprovalPolicy ONE_PERSON_TWO_ACCOUNTS =
      PolicyBuilder.approvers(Set.of(ANA, BEN, CLEO, NOBODY), Set.of())
          .minimumReason(10)
          .samePeople(Set.of(Set.of(BEN, NOBODY)))
          .build();

  private ForbiddenHistories() {}

  /** A history as it is put together: an event a second, from noon on. */
  private static final class Writing {
    private final List<Recorded> events = new ArrayList<>();
    private Instant at = NOON;

    Writing(IncidentEvent first) {
      and(first);
    }

    Writing and(IncidentEvent... more) {
      return and(List.of(more));
    }

    Writing and(List<? extends IncidentEvent> more) {
      for (var event : more) {
        events.add(new Recorded(new IncidentId(1), events.size() + 1, at, event, "unused"));
        at = at.plusSeconds(1);
      }
      return this;
    }

    Writing later(Duration time) {
      at = at.plus(time);
      return this;
    }

    History forbidden() {
      return new History(List.copyOf(events), events.size());
    }

    /** What comes after the offence is as it would have gone on. */
    History goingOn(IncidentEvent... more) {
      var offence = events.size();
      and(more);
      return new History(List.copyOf(events), offence);
    }
  }

  private static Writing asked(ApprovalPolicy policy) {
    return new Writing(IncidentExamples.request(policy));
  }

  private static Writing asked() {
    return asked(NAMED);
  }

  private static Writing running() {
    return asked().and(LawfulEvents.start());
  }

  private static Writing before(int step) {
    return running().and(LawfulEvents.doneBefore(step, RUNBOOK));
  }

  /** The same of the plan whose recreates a look may spare. */
  private static Writing onTheLadderBefore(int step) {
    return new Writing(
            requested(
                DEV04, ANA, "deployments wait since 11:07", HUNG, IncidentExamples.LADDER, NAMED))
        .and(LawfulEvents.start())
        .and(LawfulEvents.doneBefore(step, IncidentExamples.LADDER));
  }

  private static StepEnded spared(int step) {
    return new StepEnded(step, StepOutcome.NOT_NEEDED, "it has ended");
  }

  private static StepIntended recreateIntended(String mark) {
    return new StepIntended(3, "pipeline-lock:INC-1:step-4:" + mark);
  }

  private static Writing over() {
    return running().and(LawfulEvents.end(Outcome.COMPLETED, RUNBOOK));
  }

  static {
    people();
    time();
    acts();
    rungs();
    ends();
    alone();
    clicks();
  }

  /** Other clicks in each: a test writes them all into one record. */
  private static void clicks() {
    ALL.put(
        "two people's yeses by one click",
        asked()
            .and(approved(BEN, proof("1", "2")))
            .and(approved(CLEO, proof("1", "2")))
            .forbidden());
    ALL.put(
        "a yes that was taken back, by the same click again",
        asked()
            .and(approved(BEN, proof("5", "6")), new Revoked(BEN), approved(BEN, proof("5", "7")))
            .goingOn(new Revoked(BEN)));
    ALL.put(
        "a signature under two bodies",
        asked()
            .and(approved(BEN, proof("8", "9")))
            .and(new Rejected(CLEO, "no", Optional.of(proof("4", "9"))))
            .forbidden());
  }

  private static Approved approved(UserId by, ClickProof proof) {
    return new Approved(by, Set.of(Panel.FIRST), Optional.empty(), Optional.of(proof));
  }

  /**
   * @param body digit of its digest
   * @param signature digit of the signature
   */
  private static ClickProof proof(String body, String signature) {
    return new ClickProof(
        body.repeat(64),
        Optional.of("1795514400"),
        Optional.of("v0=" + signature.repeat(64)),
        Optional.empty());
  }

  private static void people() {
    ALL.put("started without an approval", asked().and(new Started(HUNG)).forbidden());
    ALL.put(
        "started with one approval of two",
        asked().and(IncidentExamples.approved(BEN), new Started(HUNG)).forbidden());
    ALL.put(
        "approved by the one who asked",
        asked()
            .and(IncidentExamples.approved(ANA))
            .goingOn(IncidentExamples.approved(BEN), new Started(HUNG)));
    ALL.put(
        "approved twice by one person",
        asked()
            .and(IncidentExamples.approved(BEN), IncidentExamples.approved(BEN))
            .goingOn(new Started(HUNG)));
    ALL.put(
        "approved by two accounts of one person",
        asked(ONE_PERSON_TWO_ACCOUNTS)
            .and(IncidentExamples.approved(BEN), IncidentExamples.approved(NOBODY))
            .goingOn(new Started(HUNG)));
    ALL.put(
        "approved by nobody's approver",
        asked().and(IncidentExamples.approved(NOBODY)).forbidden());
    ALL.put(
        "approved by somebody of that id in another workspace",
        asked().and(IncidentExamples.approved(BEN_ELSEWHERE)).forbidden());
    ALL.put(
        "approved for a list that the policy does not have",
        asked().and(new Approved(BEN, Set.of(Panel.SECOND), Optional.empty())).forbidden());
    ALL.put(
        "approved without the name that the policy wants typed",
        asked(PolicyBuilder.like(NAMED).confirm(Confirmation.TYPE_NAME).build())
            .and(IncidentExamples.approved(BEN))
            .forbidden());
    ALL.put(
        "approved once more when all had approved",
        asked(TWO_OTHERS)
            .and(
                IncidentExamples.approved(BEN),
                IncidentExamples.approved(CLEO),
                IncidentExamples.approved(NOBODY))
            .forbidden());
    ALL.put(
        "started on a yes that was taken back",
        asked()
            .and(
                IncidentExamples.approved(BEN),
                IncidentExamples.approved(CLEO),
                new Revoked(CLEO),
                new Started(HUNG))
            .forbidden());
    ALL.put("took back what was not given", asked().and(new Revoked(BEN)).forbidden());
    ALL.put("rejected by nobody's approver", asked().and(new Rejected(NOBODY, "no")).forbidden());
    ALL.put("withdrawn by another than asked", asked().and(new Withdrawn(BEN)).forbidden());
    ALL.put("stopped by nobody's approver", running().and(new CancelAsked(NOBODY)).forbidden());
    ALL.put("told of one rewriting twice", asked().and(rewritten("1"), rewritten("1")).forbidden());
    ALL.put(
        "told of more rewritings than a few",
        asked().and(rewritten("1"), rewritten("2"), rewritten("3"), rewritten("4")).forbidden());
    ALL.put("told of a rewriting after the end", over().and(rewritten("1")).forbidden());
    ALL.put("stopped before it runs", asked().and(new CancelAsked(ANA)).forbidden());
    ALL.put(
        "asked for with a reason that is too short",
        new Writing(requested(DEV04, ANA, "short", HUNG, RUNBOOK, NAMED)).forbidden());
    ALL.put(
        "asked for a second time",
        asked().and(IncidentExamples.request(NAMED)).goingOn(IncidentExamples.approved(BEN)));
    BlindPolicies.TOO_WEAK.forEach(
        (lack, policy) ->
            ALL.put(
                "asked for blind: " + lack,
                new Writing(IncidentExamples.blindly(policy)).forbidden()));
    ALL.put(
        "asked for blind and to abort as well",
        new Writing(
                requested(
                    DEV04,
                    ANA,
                    "Concourse is dead since 11:07",
                    HUNG,
                    new Plan(
                        Stream.concat(
                                Stream.of(new Step.AbortBuild(5190, "pipeline-lock build 123")),
                                IncidentExamples.BLINDLY.steps().stream())
                            .toList()),
                    IncidentExamples.BLIND))
            .forbidden());
    ALL.put("begun without a request", new Writing(IncidentExamples.approved(BEN)).forbidden());
  }

  private static void time() {
    ALL.put(
        "approved after the request had expired",
        asked().later(Duration.ofMinutes(15)).and(IncidentExamples.approved(BEN)).forbidden());
    ALL.put("expired before its time", asked().and(new Expired()).forbidden());
    ALL.put("reminded without a rule for it", asked().and(new Reminded()).forbidden());
    ALL.put(
        "started when the approval had run out",
        asked()
            .and(IncidentExamples.approved(BEN), IncidentExamples.approved(CLEO))
            .later(Duration.ofMinutes(6))
            .and(new Started(HUNG))
            .forbidden());
    ALL.put(
        "time goes back",
        asked()
            .later(Duration.ofMinutes(-1))
            .and(IncidentExamples.approved(BEN))
            .goingOn(IncidentExamples.approved(CLEO)));
    ALL.put(
        "noted what was still to come",
        asked().and(note(BEN, NOON.plus(Duration.ofHours(1)))).forbidden());
  }

  private static CardChanged rewritten(String digit) {
    return new CardChanged(BEN, "request", digit.repeat(64));
  }

  private static NoteAdded note(UserId by, Instant about) {
    return new NoteAdded(by, about, "it was slow", Optional.empty(), Optional.of("https://e/p1"));
  }

  private static void acts() {
    ALL.put(
        "started on other evidence than was approved",
        asked()
            .and(IncidentExamples.approved(BEN), IncidentExamples.approved(CLEO))
            .and(
                new Started(
                    new EvidenceSummary(
                        "0".repeat(64), HUNG.state(), HUNG.headline(), HUNG.lines(), NOON)))
            .forbidden());
    ALL.put("started twice", running().and(new Started(HUNG)).forbidden());
    ALL.put("a step before the start", asked().and(new StepIntended(0, "")).forbidden());
    ALL.put("a step out of its turn", running().and(recreateIntended("1a2b3c4d")).forbidden());
    ALL.put("no such step", running().and(new StepIntended(99, "")).forbidden());
    ALL.put(
        "two intents of one step",
        before(3).and(recreateIntended("1a2b3c4d"), recreateIntended("5e6f7a8b")).forbidden());
    ALL.put(
        "a second task for one step",
        before(3)
            .and(recreateIntended("1a2b3c4d"), new TaskAccepted(3, 1), new TaskAccepted(3, 2))
            .forbidden());
    ALL.put("a task that was not asked for", before(3).and(new TaskAccepted(3, 1)).forbidden());
    ALL.put(
        "the end of another task",
        before(3)
            .and(recreateIntended("1a2b3c4d"), new TaskAccepted(3, 1))
            .and(new TaskEnded(3, 2, "done", Optional.empty()))
            .forbidden());
    ALL.put(
        "a piece of the log left out",
        before(3)
            .and(recreateIntended("1a2b3c4d"), new TaskAccepted(3, 1))
            .and(new TaskSaid(3, 1, 10, 3, "{}\n"))
            .forbidden());
    ALL.put(
        "an answer lost that was not asked for", before(3).and(new AnswerLost(3, "?")).forbidden());
    ALL.put(
        "a recreate done without its task's end",
        before(3)
            .and(recreateIntended("1a2b3c4d"), new TaskAccepted(3, 1))
            .and(new StepEnded(3, StepOutcome.DONE, "done"))
            .forbidden());
    ALL.put(
        "done without its intent",
        running().and(new StepEnded(0, StepOutcome.DONE, "done")).forbidden());
    ALL.put(
        "a step that ends twice",
        before(1).and(new StepEnded(0, StepOutcome.DONE, "done")).forbidden());
    ALL.put(
        "a step after a failure",
        running()
            .and(new StepEnded(0, StepOutcome.FAILED, "failed"), new StepIntended(1, ""))
            .forbidden());
    ALL.put(
        "a recreate after it was told to stop",
        before(3).and(new CancelAsked(BEN), recreateIntended("1a2b3c4d")).forbidden());
  }

  private static void rungs() {
    ALL.put("a VM spared that no look may spare", before(3).and(spared(3)).forbidden());
    ALL.put("an abort spared", onTheLadderBefore(1).and(spared(1)).forbidden());
    ALL.put("a rung spared out of its turn", onTheLadderBefore(3).and(spared(4)).forbidden());
    ALL.put(
        "a VM spared that the Director may have been asked for",
        onTheLadderBefore(3)
            .and(recreateIntended("1a2b3c4d"), new AnswerLost(3, "?"), spared(3))
            .forbidden());
    ALL.put(
        "a VM spared that the Director works on",
        onTheLadderBefore(3)
            .and(recreateIntended("1a2b3c4d"), new TaskAccepted(3, 1), spared(3))
            .forbidden());
    ALL.put(
        "a VM recreated that was spared",
        onTheLadderBefore(3).and(spared(3), recreateIntended("1a2b3c4d")).forbidden());
    ALL.put(
        "nothing to give back after it was intended",
        onTheLadderBefore(6).and(new StepIntended(6, ""), spared(6)).forbidden());
  }

  private static void ends() {
    ALL.put(
        "completed with steps left",
        before(3).and(new Ended(Outcome.COMPLETED, "over", List.of())).forbidden());
    ALL.put(
        "failed without a failure",
        running().and(new Ended(Outcome.FAILED, "over", List.of())).forbidden());
    ALL.put(
        "cancelled though nobody asked",
        running().and(new Ended(Outcome.CANCELLED, "over", List.of())).forbidden());
    ALL.put(
        "rejected after it ran",
        running().and(new Ended(Outcome.REJECTED, "over", List.of())).forbidden());
    ALL.put("rejected while it runs", running().and(new Rejected(BEN, "no")).forbidden());
    ALL.put("lapsed while it runs", running().and(new Lapsed(List.of("x"))).forbidden());
    ALL.put("lapsed for nothing while it waited", asked().and(new Lapsed(List.of())).forbidden());
    ALL.put(
        "approved after it lapsed",
        asked().and(new Lapsed(List.of("x")), IncidentExamples.approved(BEN)).forbidden());
    ALL.put("a recreate after the end", over().and(recreateIntended("1a2b3c4d")).forbidden());
    ALL.put("started after the end", over().and(new Started(HUNG)).forbidden());
    ALL.put("approved after the end", over().and(IncidentExamples.approved(BEN)).forbidden());
    ALL.put("a second end", over().and(new Ended(Outcome.FAILED, "x", List.of())).forbidden());
    ALL.put("a wait after the end", over().and(new Noted("It waits.")).forbidden());
    ALL.put("one message noted twice", over().and(note(BEN, NOON), note(CLEO, NOON)).forbidden());
  }

  private static void alone() {
    var glass =
        PolicyBuilder.like(NAMED)
            .breakGlass(
                new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0", Duration.ofHours(24)))
            .build();
    var reason = "nobody answers the pager";
    ALL.put(
        "the glass broken where there is none",
        asked().and(new GlassBroken(BEN, reason)).forbidden());
    ALL.put(
        "the glass broken by another",
        asked(glass).and(new GlassBroken(CLEO, reason)).goingOn(new Started(HUNG)));
    ALL.put(
        "the glass broken without a reason",
        asked(glass).and(new GlassBroken(BEN, "quick")).forbidden());
    var ended =
        asked(glass)
            .and(new GlassBroken(BEN, reason), new Started(HUNG))
            .and(LawfulEvents.end(Outcome.FAILED, RUNBOOK));
    ALL.put(
        "reviewed by the one who broke it",
        ended.and(new Reviewed(BEN, "it was right so")).forbidden());
    ALL.put(
        "a review of what two had approved",
        over().and(new Reviewed(CLEO, "it was right")).forbidden());
    ALL.put("a review asked for that is not due", over().and(new ReviewReminded()).forbidden());
  }
}
