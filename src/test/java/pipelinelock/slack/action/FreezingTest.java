package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.incident.Freezes;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.settings.section.ReservedNames;
import pipelinelock.slack.Asking;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;

/** Typed in Slack, by people whom a simulated Slack knows. */
class FreezingTest {
  private final Kept kept = new Kept();
  private Desk desk;

  /** One freeze in memory. */
  private static final class Kept implements FreezeRecord {
    private Optional<Freeze> now = Optional.empty();

    @Override
    public Optional<Freeze> current() {
      return now;
    }

    @Override
    public boolean change(boolean frozen, UserId by, String reason) {
      boolean changes = now.isPresent() != frozen;
      now = frozen ? Optional.of(new Freeze.Ordered(by, Story.AT, reason)) : Optional.empty();
      return changes;
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Commands commands(Optional<String> configured) {
    var people = desk.connection.people(desk.clock);
    return new Commands(
        Directory.of(Map.of(Story.DEV04, "C0INCIDENTS")),
        desk.incidents,
        _ -> {
          throw new AssertionError("nobody looks");
        },
        Asking.by(
            (_, _, _, _) -> {
              throw new AssertionError("nobody asks");
            }),
        people,
        desk.clock,
        Optional.of(
            new Freezing(new Freezes(kept, configured), people, List.of(Story.policy(Set.of())))));
  }

  private String says(Persona who, String words) {
    return says(commands(Optional.empty()), who, words);
  }

  private static String says(Commands commands, Persona who, String words) {
    var answer = commands.answer(new Call(who.id(), "C0INCIDENTS", Typed.of(words)));
    return switch (answer) {
      case Answer.Now(var message) -> message.text();
      case Answer.Later(var _, var work, var _) -> work.get(_ -> {}).text();
    };
  }

  @Test
  void anApproverFreezesAndEverybodySeesWhoAndWhy() {
    assertThat(says(Persona.BEN, "freeze the <Director> is upgraded")).startsWith("Frozen.");
    assertThat(says(Persona.ANA, "help"))
        .contains("Frozen")
        .contains("<@" + Persona.BEN.id() + ">")
        .contains("the &lt;Director&gt; is upgraded")
        .contains("/pipeline-lock unfreeze");
    assertThat(says(Persona.CLEO, "freeze again")).isEqualTo("The bot is frozen already.");
    assertThat(says(Persona.CLEO, "unfreeze")).startsWith("No longer frozen.");
    assertThat(says(Persona.ANA, "help")).doesNotContain("*Frozen*");
  }

  @Test
  void whoMayNotApproveIsTurnedAway() {
    assertThat(says(Persona.ANA, "freeze now"))
        .startsWith("Only people who may approve in some environment can do that.");
    assertThat(kept.current()).isEmpty();
  }

  @Test
  void aFreezeNeedsAReason() {
    assertThat(says(Persona.BEN, "freeze")).startsWith("Say why");
    assertThat(kept.current()).isEmpty();
  }

  @Test
  void aFreezeOfTheConfigurationIsShownAndNoCommandEndsIt() {
    var commands = commands(Optional.of("end of the year"));
    assertThat(says(commands, Persona.ANA, "help")).contains("configuration: end of the year");
    assertThat(says(commands, Persona.BEN, "unfreeze"))
        .startsWith("The bot is frozen by its configuration (end of the year).");
  }

  /** But for what only a watched configuration has; that is tested with muting. */
  @Test
  void noEnvironmentMayBeCalledLikeACommand() {
    for (var command : commands(Optional.empty()).all()) {
      assertThat(ReservedNames.commands()).contains(command.name()).containsAll(command.aliases());
    }
  }
}
