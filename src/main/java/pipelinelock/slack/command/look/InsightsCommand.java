package pipelinelock.slack.command.look;

import com.slack.api.model.block.LayoutBlock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiFunction;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.insight.InsightLines;
import pipelinelock.evidence.insight.Insights;
import pipelinelock.evidence.insight.Period;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/** {@code insights 30d}. */
public final class InsightsCommand implements SlashSubcommand {
  private final Directory directory;
  private final BiFunction<Collection<EnvironmentName>, Period, Insights> insights;
  private final InstantSource clock;

  /**
   * Shows these.
   *
   * @param insights of the environments in the period
   */
  public InsightsCommand(
      Directory directory,
      BiFunction<Collection<EnvironmentName>, Period, Insights> insights,
      InstantSource clock) {
    this.directory = directory;
    this.insights = insights;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "insights";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("insight");
  }

  @Override
  public String usage() {
    return "insights 30d";
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "incidents by cause, time lost, approvals and refusals";
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  @Override
  public Answer answer(Call call) {
    int days = call.typed().first().map(InsightsCommand::days).orElse(Period.USUAL);
    return Answer.later(
        "Reading the record of the last %d days …".formatted(days), _ -> card(days));
  }

  private static int days(Typed.Word word) {
    return Period.parse(word.plain())
        .orElseThrow(
            () ->
                new UsageError(
                    "How many days back? Like this: `/pipeline-lock insights 30d`, at most `%dd`."
                        .formatted(Period.MOST)));
  }

  private Message card(int days) {
    var found = insights.apply(directory.channels().keySet(), Period.of(days, clock.instant()));
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("The last %d days".formatted(days)));
    for (var section : InsightLines.of(found)) {
      blocks.add(Layout.markup("*%s*".formatted(section.title())));
      blocks.add(Layout.list("", section.lines()));
    }
    blocks.add(
        Layout.note(
            "Time lost counts from a request to its end; how long deployments waited before it is not on record."));
    return Message.of(blocks);
  }
}
