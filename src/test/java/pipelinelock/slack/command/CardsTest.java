package pipelinelock.slack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
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
    var incident = Story.requested("<!here> *now*").started().recreating().ended().incident();
    Golden.check("incident-completed", IncidentCard.of(incident, "C0INCIDENTS"));
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
      var elsewhere = commands(desk).answer(new Call("U0ANA", "C0OTHER", Typed.of("status")));
      assertThat(((Answer.Now) elsewhere).message().text()).contains("Which environment?");
    }
  }

  private static Commands commands(Desk desk) {
    return new Commands(
        DIRECTORY,
        desk.incidents,
        _ -> {
          throw new IllegalStateException("nobody looks here");
        },
        (_, _, _, _, _) -> {
          throw new IllegalStateException("nobody asks here");
        },
        desk.connection.people(desk.clock));
  }

  private static Message said(Commands commands, String text) {
    return ((Answer.Now) commands.answer(new Call("U0ANA", "C0OTHER", Typed.of(text)))).message();
  }
}
