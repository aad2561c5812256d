package pipelinelock.slack.button;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.click.Actor;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.thread.card.RequestCard;
import pipelinelock.slack.thread.card.ReviewCard;

/**
 * A button in one of the bot's messages about an incident.
 *
 * @param id by which Slack identifies it
 * @param anywhere whether it counts in any message that the bot posted about the incident, and not
 *     only in that of the request
 * @param asks whether something has to be filled in first
 * @param question in which form
 * @param decision what is decided by it
 */
public record IncidentButton(
    String id,
    boolean anywhere,
    Predicate<Incident> asks,
    Question question,
    MadeDecision decision) {

  /** What a person decides with it. */
  @FunctionalInterface
  public interface MadeDecision {
    /**
     * Decides it.
     *
     * @param text what was filled in; empty where nothing was asked
     */
    Decisions.Reply by(Decisions decisions, IncidentId id, Actor by, Optional<String> text);
  }

  /** The yes under a request; where the policy says so, the environment's name is typed first. */
  public static final IncidentButton APPROVE =
      new IncidentButton(
          RequestCard.APPROVE,
          false,
          incident ->
              incident.phase() instanceof Phase.AwaitingApproval
                  && incident.request().policy().required().confirm().isPresent(),
          new Question(
              "incident.approve.typed",
              "Approve",
              IncidentButton::approved,
              new Form.Text(
                  "name",
                  "The environment's name",
                  "Type it exactly as above, to confirm that you mean this environment.",
                  1,
                  80),
              (incident, text) ->
                  text.equals(incident.environment().value())
                      ? Optional.empty()
                      : Optional.of(
                          "That is not the name. This request is for "
                              + incident.environment()
                              + "."),
              incident -> "approve %s %s".formatted(incident.id(), incident.environment())),
          Decisions::approve);

  /**
   * The no under a request: it asks why, and ends the request. Too late for a reason, the answer
   * says how it ended.
   */
  public static final IncidentButton REJECT =
      new IncidentButton(
          RequestCard.REJECT,
          false,
          incident ->
              incident.phase() instanceof Phase.AwaitingApproval
                  || incident.phase() instanceof Phase.Approved,
          new Question(
              "incident.reject",
              "Reject",
              incident ->
                  List.of(
                      Layout.sentence(incident.request().evidence().headline()),
                      Layout.sentence("One rejection ends the request; nothing is done.")),
              new Form.Text(
                  "reason",
                  "Why not?",
                  "The thread and the record show it.",
                  Decisions.LEAST_REASON,
                  1000),
              Question.atLeast(
                  Decisions.LEAST_REASON,
                  "Say why in a few words: the requester and the auditor will read it."),
              incident -> "reject %s why not".formatted(incident.id())),
          (decisions, id, by, text) -> decisions.reject(id, by, text.orElse("")));

  /**
   * A second person's word on what one person did alone; also in the channel that was notified of
   * it.
   */
  public static final IncidentButton REVIEW =
      new IncidentButton(
          ReviewCard.REVIEW,
          true,
          BreakGlassRules::isOpenForReview,
          new Question(
              "incident.review",
              "Review",
              incident ->
                  List.of(
                      Layout.sentence(incident.request().evidence().headline()),
                      Layout.sentence("It was started by one person alone, because:"),
                      Layout.quote(incident.breakGlass().orElseThrow().reason())),
              new Form.Text(
                  "finding",
                  "Was it right, and what follows from it?",
                  "The thread and the record show it. It closes the review.",
                  BreakGlassRules.LEAST,
                  1000),
              Question.atLeast(
                  BreakGlassRules.LEAST,
                  "Say in a few words whether it was right, and what follows from it."),
              incident -> "review %s was it right, and what follows".formatted(incident.id())),
          (decisions, id, by, text) -> decisions.review(id, by, text.orElse("")));

  /** What a blind recreate may kill is in the notes alone, and is read again before the yes. */
  private static List<LayoutBlock> approved(Incident incident) {
    var request = incident.request();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.sentence(request.evidence().headline()));
    blocks.add(Layout.sentence("You approve for %s:".formatted(incident.environment())));
    blocks.add(Layout.numbered(request.plan().steps().stream().map(Step::text).toList()));
    if (request.plan().actsBlind() && !request.notes().isEmpty()) {
      blocks.add(Layout.list("• ", request.notes()));
    }
    return blocks;
  }

  static final List<IncidentButton> ALL = List.of(APPROVE, REJECT, REVIEW);
}
