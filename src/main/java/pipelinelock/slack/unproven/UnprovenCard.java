package pipelinelock.slack.unproven;

import static java.util.stream.Collectors.joining;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.UnprovenSummary;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.slack.thread.card.ByHandCard;
import pipelinelock.slack.thread.card.Phrases;

/**
 * The notice that an incident's record is not proved: what is wrong, what it means, and what to do
 * by hand.
 *
 * @param byHand what people have to type in each environment
 * @param witnesses who else keeps checkpoints of the record, by the names that people know
 */
public record UnprovenCard(Map<EnvironmentName, ByHand> byHand, List<String> witnesses) {
  private static final int MOST = 12;

  public UnprovenCard {
    byHand = Map.copyOf(byHand);
    witnesses = List.copyOf(witnesses);
  }

  Message of(UnprovenSummary remains) {
    var blocks = new ArrayList<LayoutBlock>();
    String where = remains.environment().map(it -> " in " + it).orElse("");
    blocks.add(
        Layout.header(
            "The record of %s%s does not hold: the bot does nothing for it"
                .formatted(remains.id(), where)));
    blocks.add(Layout.sentence("What is wrong: %s.".formatted(quoted(remains.what()))));
    blocks.add(Layout.sentence(meaning(remains)));
    blocks.add(Layout.sentence(halfDone(remains)));
    blocks.add(Layout.sentence(toDo()));
    blocks.add(Layout.terminal(commands(remains)));
    blocks.add(Layout.note("No button and no command of this incident counts until then."));
    return Message.of(blocks);
  }

  /** That it holds again. */
  static Message again(IncidentId id) {
    return Message.of(
        Layout.header("The record of %s holds again".formatted(id)),
        Layout.sentence(
            "The bot can prove it again, and continues it if it is open. If nobody restored the record on purpose, have the people who run the bot look anyway: `record verify`."));
  }

  private static String meaning(UnprovenSummary remains) {
    return "What it means: somebody or something changed what people decided or what the bot did. Nothing more is done for %s and nothing is added to it, no approval of it counts, and nothing else can begin%s while it stays open."
        .formatted(
            remains.id(),
            remains.environment().map(it -> " in " + it).orElse(" in its environment"));
  }

  private static String halfDone(UnprovenSummary remains) {
    String proved =
        remains
            .sound()
            .map(
                it -> "The last event that holds is number %d. ".formatted(it.sequence()) + far(it))
            .orElse("None of it can be trusted, so nobody can say what was approved or done.");
    if (remains.after().isEmpty()) {
      return "What may be half done: " + proved;
    }
    return "What may be half done: %s After it the record says, without proof: %s. So look at the Director before you do anything."
        .formatted(proved, listed(remains.after()));
  }

  private static String far(Incident incident) {
    if (!(incident.phase() instanceof Phase.Running)) {
      return "There it %s.".formatted(IncidentWords.state(incident));
    }
    var current = incident.currentStep();
    if (current.isEmpty()) {
      return "There it runs, and all steps are over.";
    }
    int step = current.getAsInt();
    return "There it runs: %s, %s."
        .formatted(Phrases.step(incident, step), standing(incident.steps().get(step)));
  }

  private static String standing(StepProgress step) {
    return switch (step) {
      case StepProgress.Waiting _ -> "not started";
      case StepProgress.Intended intended ->
          "which may have been sent (context id `%s`)".formatted(intended.contextId());
      case StepProgress.Following following ->
          "which Director task %d does without the bot".formatted(following.task().id());
      case StepProgress.TaskOver over ->
          "whose Director task %d ended as %s".formatted(over.task().id(), over.state());
      case StepProgress.Over _ -> "over";
    };
  }

  private static String listed(List<String> events) {
    String first = events.stream().limit(MOST).map(UnprovenCard::quoted).collect(joining(", "));
    return events.size() > MOST ? "%s and %d more".formatted(first, events.size() - MOST) : first;
  }

  /** A stored word is anybody's, and must not look like ours. */
  private static String quoted(String stored) {
    return stored.replace('`', '\'');
  }

  private String toDo() {
    return "What to do: have the people who run the bot look at once, and treat it as an attack until you know better. They list all that is wrong with `pipeline-lock record verify --config pipeline-lock.yml` and put the right record back (docs/operation.md). %s Until then finish by hand what cannot wait, and look first:"
        .formatted(
            witnesses.isEmpty()
                ? "No witness keeps checkpoints of this record, so only a backup or an export can show what it was."
                : "Checkpoints of the record are kept where its database's users cannot change them: %s."
                    .formatted(String.join(", ", witnesses)));
  }

  private List<String> commands(UnprovenSummary remains) {
    var names =
        remains
            .environment()
            .map(it -> byHand.getOrDefault(it, ByHand.UNKNOWN))
            .orElse(ByHand.UNKNOWN);
    return remains
        .sound()
        .map(it -> ByHandCard.doubtful(it, names))
        .or(() -> remains.environment().map(it -> ByHandCard.looks(it, names)))
        .orElse(List.of("# the environment is not known: look at each one's Director"))
        .stream()
        .flatMap(Stream::of)
        .toList();
  }
}
