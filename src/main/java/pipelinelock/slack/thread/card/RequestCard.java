package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Phase;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.AtMost;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Span;

/**
 * What is requested and why, who has approved, and the buttons as long as they count: ten lines at
 * most, unless there is more to know before one approves. The rest is behind the incident's own
 * command.
 */
public final class RequestCard {
  public static final String APPROVE = "incident.approve";
  public static final String REJECT = "incident.reject";

  /** All that somebody reads who was just woken up. */
  private static final int LINES = 10;

  /** The heading, the verdict, the reason and the small print. */
  private static final int ALWAYS = 4;

  /** A plan so short that its heaviest rung and its steps are one sentence to read. */
  private static final int SHORT = 3;

  private RequestCard() {}

  /**
   * The card as it is now.
   *
   * @param voters who may decide; empty once it is decided
   */
  public static Message of(
      Incident incident, Watch watch, Optional<Voters> voters, RequestLinks links) {
    var request = incident.request();
    var approvals = approvals(incident, watch, voters);
    var asked = asked(request.plan());
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.header(
            IncidentWords.sign(incident)
                .before("%s: %s".formatted(incident.id(), subject(incident)))));
    blocks.add(Layout.sentence(request.evidence().headline()));
    blocks.add(Layout.quote(request.reason().isBlank() ? "no reason was given" : request.reason()));
    blocks.addAll(asked);
    var facts = facts(request, LINES - ALWAYS - asked.size() - approvals.size());
    if (!facts.isEmpty()) {
      blocks.add(Layout.list("• ", facts));
    }
    blocks.add(Layout.markup(approvals));
    if (incident.phase() instanceof Phase.AwaitingApproval) {
      blocks.add(buttons(incident, links));
    }
    blocks.add(Layout.note(String.join(" ", smallPrint(incident))));
    return Message.of(blocks);
  }

  /**
   * What to know before one approves, and then why it is what it is, as far as there is room. What
   * the plan touches besides its target is never left out; how long it took before, the last of the
   * notes, is.
   */
  private static List<String> facts(IncidentEvent.Requested request, int room) {
    var facts = new ArrayList<>(request.notes());
    facts.addAll(request.evidence().lines());
    int shown = Math.clamp(Math.max(room, request.notes().size() - 1L), 0, facts.size());
    return List.copyOf(facts.subList(0, shown));
  }

  /** The heaviest that is approved, and all steps that lead there. */
  private static List<LayoutBlock> asked(Plan plan) {
    String steps = "Steps: " + steps(plan);
    var most = AtMost.of(plan);
    return most.isPresent() && plan.steps().size() <= SHORT && AtMost.stops(plan).isEmpty()
        ? List.of(Layout.stressed("At most: %s.".formatted(most.get()), steps))
        : Stream.concat(atMost(plan).stream(), Stream.of(Layout.sentence(steps))).toList();
  }

  /** What few people need, in as many sentences. */
  private static List<String> smallPrint(Incident incident) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "Seen %s. All steps and evidence: `/pipeline-lock incident %s`."
            .formatted(Mrkdwn.date(incident.request().evidence().at()), incident.id()));
    if (incident.phase() instanceof Phase.AwaitingApproval) {
      if (!incident.approvals().isEmpty()) {
        sentences.add(
            "To take an approval back: `/pipeline-lock revoke %s`.".formatted(incident.id()));
      }
      incident.request().policy().breakGlass().ifPresent(_ -> sentences.add(alone(incident)));
    }
    return sentences;
  }

  /** In one line: what is approved is the whole of it. */
  static String steps(Plan plan) {
    var lines = new ArrayList<String>();
    for (var step : plan.steps()) {
      lines.add("%d. %s%s".formatted(lines.size() + 1, IncidentWords.brief(step), onlyIf(step)));
    }
    return String.join(" → ", lines);
  }

  private static String onlyIf(Step step) {
    return step instanceof Step.Recreate recreate
        ? recreate.onlyIf().map(condition -> ", " + condition.text()).orElse("")
        : "";
  }

  /** The heaviest that is approved, before the rungs that lead there; empty where all are done. */
  public static Optional<LayoutBlock> atMost(Plan plan) {
    return AtMost.of(plan)
        .map(
            most -> Layout.markup("*At most: %s.* %s".formatted(most, AtMost.stops(plan)).strip()));
  }

  static String subject(Incident incident) {
    var plan = incident.request().plan();
    var first = plan.steps().getFirst();
    return switch (plan.cure()) {
      case BLIND -> recreate(plan.recreates(), incident) + ", blind";
      case RECREATE -> recreate(plan.recreates(), incident);
      case RELEASE -> "release the lock of " + incident.environment();
      case ABORT ->
          first instanceof Step.AbortBuild(var _, var build)
              ? "abort %s of %s".formatted(build, incident.environment())
              : "abort a build of " + incident.environment();
      case UNPAUSE -> first.text() + " of " + incident.environment();
    };
  }

  private static String recreate(List<Step.Recreate> recreates, Incident incident) {
    return recreates.size() == 1
        ? "recreate %s of %s"
            .formatted(recreates.getFirst().instance().shortForm(), incident.environment())
        : "recreate %d VMs of %s".formatted(recreates.size(), incident.environment());
  }

  private static List<String> approvals(Incident incident, Watch watch, Optional<Voters> voters) {
    var lines = new ArrayList<String>();
    String by = incident.approvals().isEmpty() ? "" : ": " + Phrases.approvers(incident);
    boolean waits = incident.phase() instanceof Phase.AwaitingApproval;
    String state = waits ? "" : " · " + Mrkdwn.escape(IncidentWords.state(incident));
    String expires =
        waits
            ? " · expires %s%s"
                .formatted(
                    Mrkdwn.date(incident.expiresAt()),
                    watch.left(incident).map(RequestCard::within).orElse(""))
            : "";
    lines.add(
        "*Approved by %s%s*%s · requested by %s%s"
            .formatted(
                IncidentWords.counted(incident),
                state,
                by,
                Mrkdwn.mention(incident.request().by()),
                expires));
    incident
        .breakGlass()
        .ifPresent(
            it ->
                lines.add(
                    "*Started by one person alone*, %s, with break-glass"
                        .formatted(Mrkdwn.mention(it.by()))));
    if (waits) {
      lines.add(needs(incident, voters));
    }
    return lines;
  }

  private static String needs(Incident incident, Optional<Voters> voters) {
    var sentences = new ArrayList<String>();
    sentences.add(Phrases.needs(incident.request().policy()));
    voters.ifPresent(
        it ->
            sentences.addAll(MentionedPeople.counting("Can approve", it, incident.environment())));
    if (incident.request().policy().required().confirm().isPresent()) {
      sentences.add("To approve, type the environment's name.");
    }
    return String.join(" ", sentences);
  }

  private static String within(Duration left) {
    return ", in %s at most".formatted(Span.of(left));
  }

  private static String alone(Incident incident) {
    return "Nobody answers, and it cannot wait? %s may start it alone, which is announced and reviewed: `/pipeline-lock break-glass %s %s why`"
        .formatted(
            MentionedPeople.breakers(incident.request().policy()).orElse(""),
            incident.id(),
            incident.environment());
  }

  private static LayoutBlock buttons(Incident incident, RequestLinks links) {
    return Buttons.row(
        incident.id().toString(),
        about(incident),
        Stream.concat(decide(incident).stream(), links.of(incident).stream()).toList());
  }

  /** The yes and the no; the yes is asked for once more, or by a form. */
  static List<Button> decide(Incident incident) {
    var question =
        incident.request().policy().required().confirm().isPresent()
            ? Optional.<String>empty()
            : Optional.of("You approve to %s.".formatted(subject(incident)));
    return List.of(
        new Button(APPROVE, "Approve", Optional.of("primary"), question),
        new Button(REJECT, "Reject", Optional.of("danger"), Optional.empty()));
  }

  /** What its buttons act on, for screen readers. */
  static String about(Incident incident) {
    return "%s in %s".formatted(incident.id(), incident.environment());
  }
}
