package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import pipelinelock.incident.refusal.RefusalLog.Entry;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.Asking;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Form;

/** Found by attack: a guest read in commands what the Home tab does not show to guests. */
class ReadersTest {
  private static final Directory DIRECTORY = Directories.of(Map.of(Story.DEV04, "C0INCIDENTS"));
  private static final String[] READING = {
    "status dev04 --details",
    "dev04",
    "status all",
    "history dev04",
    "incident INC-1 --details",
    "INC-1",
    "envs",
    "who dev04",
    "update INC-1",
    "handover INC-1",
    "status dev04 --public"
  };

  private Desk desk;
  private int looks;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    desk.play(Story.requested());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private String says(Persona who, String words) {
    var commands =
        new Commands(
            DIRECTORY,
            desk.incidents,
            _ -> {
              looks++;
              throw new IllegalStateException("nobody looks");
            },
            Asking.by(
                (_, _, _, _) -> {
                  throw new AssertionError("nobody asks");
                }),
            desk.people(),
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            desk.refusals);
    return switch (commands.answer(
        new Call(who.id(), "C0OTHER", Typed.of(words), Optional.empty()))) {
      case Answer.Now(var message) -> message.text();
      case Answer.Later(var _, var work, var _) -> work.get(_ -> {}).text();
      case Answer.Opens(var _, var instead) -> instead.text();
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Persona.class,
      mode = Mode.EXCLUDE,
      names = {"ANA", "BEN", "CLEO", "DAN"})
  void whoIsNoFullMemberIsShownNothing(Persona who) {
    for (var words : READING) {
      assertThat(says(who, words))
          .as(words)
          .isEqualTo("Only full members of this workspace are shown that. Ask one of them.");
    }
    assertThat(looks).isZero();
    assertThat(desk.refusals.since(Story.AT.minusSeconds(60), 50))
        .extracting(Entry::code)
        .hasSizeGreaterThan(3)
        .containsOnly("NOT_A_MEMBER");
  }

  @Test
  void aMemberIsShownAll() {
    assertThat(says(Persona.CLEO, "history dev04")).contains("INC-1");
    assertThat(says(Persona.CLEO, "INC-1")).contains("INC-1", "waits for approval");
    assertThat(says(Persona.CLEO, "envs")).contains("dev04");
  }

  @Test
  void whomSlackDoesNotTellOfMayTryAgain() {
    SlackFaults.of(desk.slack).failNext("users.info", new SlackFault.Status(503));
    assertThat(says(Persona.CLEO, "history dev04")).startsWith("Slack could not identify you");
    assertThat(says(Persona.CLEO, "history dev04")).contains("INC-1");
  }

  @Test
  void theFormThatShowsAStatusFollowsTheSameRule() {
    var people = desk.people();
    var status =
        new StatusForm(
            DIRECTORY,
            desk.incidents,
            _ -> {
              throw new AssertionError("nobody looks");
            },
            new Readers(people, desk.refusals));
    var shown = new ArrayList<Form>();
    status.show(Persona.GUS.id(), Story.DEV04, shown::add);
    assertThat(shown)
        .singleElement()
        .satisfies(it -> assertThat(it.toString()).contains("Only full members"));
  }
}
