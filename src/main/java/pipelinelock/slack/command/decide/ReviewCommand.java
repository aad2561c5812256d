package pipelinelock.slack.command.decide;

import static java.util.stream.Collectors.joining;

import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;

/** {@code review INC-42 right, nobody was awake}. */
public final class ReviewCommand implements SlashSubcommand {
  private final Incidents incidents;
  private final Decisions decisions;
  private final Naming naming;

  public ReviewCommand(Directory directory, Incidents incidents, Decisions decisions) {
    this.incidents = incidents;
    this.decisions = decisions;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "review";
  }

  @Override
  public String usage() {
    return "review INC-42 whether it was right, and what follows";
  }

  @Override
  public Topic topic() {
    return Topic.DECIDE;
  }

  @Override
  public String purpose() {
    return "was a break-glass start right?";
  }

  @Override
  public String details() {
    return "For approvers who neither made nor started the request. Without an incident, it lists those that wait for review.";
  }

  @Override
  public Answer answer(Call call) {
    if (call.typed().first().isEmpty()) {
      return Answer.now(waiting());
    }
    var meant = naming.incident(call, usage());
    var id = meant.incident().id();
    String finding = meant.others().rest();
    return Answer.later(
        "Reviewing %s …".formatted(id), _ -> decisions.review(id, call.voice(), finding).message());
  }

  private String waiting() {
    var open = incidents.openForReview();
    return open.isEmpty()
        ? "Nothing waits for a review."
        : "Open for review: %s. Like this: `/pipeline-lock %s`"
            .formatted(
                open.stream()
                    .map(it -> "%s in %s".formatted(it.id(), it.environment()))
                    .collect(joining(", ")),
                usage());
  }
}
