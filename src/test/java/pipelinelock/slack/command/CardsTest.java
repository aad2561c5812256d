package pipelinelock.slack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.Asking;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.message.Message;

class CardsTest {
  private static final Directory DIRECTORY =
      Directory.of(
          Map.of(Story.DEV04, "C0INCIDENTS", new EnvironmentName("stg-lon"), "C0PLATFORM"));

  @TempDir private Path folder;

  @Test
  void anIncidentAndTheHistory() {
    var story = Story.requested("<!here> *now*").started().noted().recreating().ended();
    var incident = story.incident();
    Golden.check("incident-completed", IncidentCard.of(incident, story.events(), "C0INCIDENTS"));
    var history = IncidentCard.history("dev04", List.of(incident, Story.requested().incident()));
    Golden.check("history", history);
    assertThat(history.text()).contains("`&lt;!here&gt; *now*`");
  }

  @Test
  void helpIsMadeOfTheCommands() {
    try (var desk = new Desk(folder)) {
      var commands = commands(desk);
      Golden.check("help", said(commands, "help"));
      Golden.check("envs", said(commands, "envs"));
      for (var command : commands.all()) {
        assertThat(said(commands, "help").text()).contains("/pipeline-lock " + command.usage());
        assertThat(said(commands, "help " + command.name()).text()).isNotBlank();
      }
    }
  }

  @Test
  void theChannelStandsForItsEnvironment() {
    try (var desk = new Desk(folder)) {
      var here = commands(desk).answer(new Call("U0ANA", "C0PLATFORM", Typed.of("status")));
      assertThat(here).isInstanceOf(Answer.Later.class);
      assertThat(((Answer.Later) here).meanwhile().text()).doesNotContain("all environments");
      var elsewhere = commands(desk).answer(new Call("U0ANA", "C0OTHER", Typed.of("status")));
      assertThat(((Answer.Later) elsewhere).meanwhile().text()).contains("all environments");
      var all = commands(desk).answer(new Call("U0ANA", "C0PLATFORM", Typed.of("status all")));
      assertThat(((Answer.Later) all).meanwhile().text()).contains("all environments");
    }
  }

  private static Commands commands(Desk desk) {
    return new Commands(
        DIRECTORY,
        desk.incidents,
        _ -> {
          throw new IllegalStateException("nobody looks here");
        },
        Asking.by(
            (_, _, _, _) -> {
              throw new IllegalStateException("nobody asks here");
            }),
        desk.connection.people(desk.clock),
        desk.clock);
  }

  private static Message said(Commands commands, String text) {
    return ((Answer.Now) commands.answer(new Call("U0ANA", "C0OTHER", Typed.of(text)))).message();
  }
}
