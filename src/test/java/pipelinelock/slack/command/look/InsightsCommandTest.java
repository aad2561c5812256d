package pipelinelock.slack.command.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.evidence.insight.Insights;
import pipelinelock.evidence.insight.PastIncidents.Uncounted;
import pipelinelock.evidence.insight.Period;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.message.Message;

class InsightsCommandTest {
  private final InsightsCommand command =
      new InsightsCommand(
          Directories.of(Map.of(Story.DEV04, "C0INCIDENTS")),
          (environments, period) -> {
            assertThat(environments).containsExactly(Story.DEV04);
            return found(period);
          },
          InstantSource.fixed(Story.AT));

  private static Insights found(Period period) {
    return new Insights(
        period,
        4,
        1,
        List.of(
            new Insights.Cause(
                Story.DEV04, "HUNG CLAIM", 3, Duration.ofMinutes(62), Optional.of("7.11.2")),
            new Insights.Cause(
                Story.DEV04, "ORPHANED", 1, Duration.ofMinutes(5), Optional.empty())),
        List.of(Duration.ofMinutes(2), Duration.ofMinutes(9)),
        List.of(new Insights.Bypass(Story.ID, Story.DEV04, Story.BEN, Story.AT, false)),
        Map.of("OWN_REQUEST", 2L),
        Uncounted.NONE);
  }

  private Message says(String words) {
    return switch (command.answer(
        new Call(Persona.ANA.id(), "C0ELSEWHERE", Typed.of(words), Optional.empty()))) {
      case Answer.Later(var _, var work, var _) -> work.get(_ -> {});
      case Answer other -> throw new AssertionError("not looked up: " + other);
    };
  }

  @Test
  void itSaysWhatTheIncidentsHaveInCommon() {
    var message = says("");
    Golden.check("insights", message);
    assertThat(message.text()).contains("The last 30 days", "3 times in 30 days", "7.13.0");
  }

  @Test
  void aPeriodMayBeTyped() {
    assertThat(says("7d").text()).contains("The last 7 days");
    assertThatThrownBy(() -> says("dev04"))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("insights 30d");
  }
}
