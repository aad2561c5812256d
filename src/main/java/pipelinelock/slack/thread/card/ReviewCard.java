package pipelinelock.slack.thread.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Incident;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** The messages about the review that break-glass needs. */
public final class ReviewCard {
  public static final String REVIEW = "incident.review";

  private ReviewCard() {}

  /** That it is due, with its button; or what came of it. Nothing while the incident is open. */
  static List<LayoutBlock> due(Incident incident) {
    if (!BreakGlassRules.isOpenForReview(incident)) {
      return incident
          .breakGlass()
          .flatMap(BreakGlassStart::review)
          .map(
              review ->
                  List.of(
                      Layout.markup("Reviewed by %s:".formatted(Mrkdwn.mention(review.by()))),
                      Layout.quote(review.finding())))
          .orElse(List.of());
    }
    return List.of(
        Layout.markup(
            "*Open for review.* One of these must review it, but neither the requester nor the person who started it: %s"
                .formatted(reviewers(incident))),
        Buttons.row(
            incident.id().toString(),
            "%s in %s".formatted(incident.id(), incident.environment()),
            List.of(new Button(REVIEW, "Review", Optional.empty(), Optional.empty()))));
  }

  /** Asks for it again. */
  public static Message reminder(Incident incident) {
    BreakGlassStart glass = incident.breakGlass().orElseThrow();
    return Message.of(
        Layout.markup(
            "*%s is still open for review.* %s started it alone on %s. Please review it, with the button under its end or with `/pipeline-lock review %s …`: %s"
                .formatted(
                    incident.id(),
                    Mrkdwn.mention(glass.by()),
                    Mrkdwn.date(glass.at()),
                    incident.id(),
                    reviewers(incident))));
  }

  /** Those who may review it, as far as they are named one by one. */
  static String reviewers(Incident incident) {
    var without = new HashSet<>(Set.of(incident.request().by()));
    incident.breakGlass().ifPresent(glass -> without.add(glass.by()));
    return MentionedPeople.others(incident.request().policy(), without);
  }

  static Message reviewed(Incident incident, UserId by, String finding) {
    return Message.of(
        Layout.markup("%s reviewed %s:".formatted(Mrkdwn.mention(by), incident.id())),
        Layout.quote(finding));
  }
}
