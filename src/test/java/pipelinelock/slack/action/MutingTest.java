package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.Incidents.Shown;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.settings.section.ReservedNames;
import pipelinelock.slack.Asking;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.home.HomePage;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.watch.Mute;
import pipelinelock.watch.Mutes;

/** Typed in Slack, by people whom a simulated Slack knows. */
class MutingTest {
  private static final EnvironmentName STAGING = new EnvironmentName("stg-lon");

  private final Map<EnvironmentName, Mute> kept = new HashMap<>();
  private final List<Message> told = new ArrayList<>();
  private boolean channelIsGone;
  private Desk desk;
  private Commands commands;

  private final class Kept implements Mutes {
    @Override
    public Map<EnvironmentName, Mute> now(Instant now) {
      return kept.entrySet().stream()
          .filter(it -> now.isBefore(it.getValue().until()))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void put(EnvironmentName environment, Mute mute) {
      kept.put(environment, mute);
    }

    @Override
    public void remove(EnvironmentName environment) {
      kept.remove(environment);
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    var people = desk.people();
    var muting =
        new Muting(
            new Kept(),
            Map.of(Story.DEV04, "C0WATCH"),
            people,
            this::say,
            desk.clock,
            desk.refusals);
    commands =
        new Commands(
            Directories.of(Map.of(Story.DEV04, "C0INCIDENTS", STAGING, "C0PLATFORM")),
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
            Optional.empty(),
            Optional.of(muting),
            Optional.empty(),
            RefusalLog.NONE);
  }

  private void say(String channel, Message message) {
    if (channelIsGone) {
      throw new RemoteFailure(Kind.REFUSED, "Slack answered not_in_channel");
    }
    assertThat(channel).isEqualTo("C0WATCH");
    told.add(message);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Message says(Persona who, String words) {
    var answer =
        commands.answer(new Call(who.id(), "C0INCIDENTS", Typed.of(words), Optional.empty()));
    var message =
        switch (answer) {
          case Answer.Now(var now) -> now;
          case Answer.Later(var _, var work, var _) -> work.get(_ -> {});
          case Answer.Opens(var _, var instead) -> instead;
        };
    BlockKitLimits.check(message);
    return message;
  }

  @Test
  void theChannelHearsWhoMutedUntilWhenAndWhy() {
    Golden.check("mute-answer", says(Persona.ANA, "mute dev04 for 4h the <pool> is *moved*"));
    Golden.check("mute-told", told.getFirst());
    assertThat(kept.get(Story.DEV04))
        .isEqualTo(
            new Mute(
                Story.ANA, Story.AT, Story.AT.plus(Duration.ofHours(4)), "the <pool> is *moved*"));
    assertThat(says(Persona.BEN, "envs").text())
        .contains("muted by <@" + Persona.ANA.id() + "> until")
        .contains("`the &lt;pool&gt; is *moved*`");
    assertThat(says(Persona.BEN, "unmute dev04").text()).startsWith("No longer muted");
    assertThat(told.getLast().text()).contains("no longer muted, by <@" + Persona.BEN.id() + ">");
    assertThat(says(Persona.BEN, "envs").text()).doesNotContain("muted");
    assertThat(says(Persona.BEN, "unmute dev04").text()).contains("dev04 is not muted");
    assertThat(told).hasSize(2);
  }

  @Test
  void aMuteEndsByItself() {
    says(Persona.ANA, "mute dev04 for 30m");
    desk.passes(Duration.ofMinutes(29));
    assertThat(says(Persona.BEN, "envs").text()).contains("muted");
    desk.passes(Duration.ofMinutes(1));
    assertThat(says(Persona.BEN, "envs").text()).doesNotContain("muted");
  }

  @Test
  void itIsForgivingAboutTheOrderAndTheLength() {
    assertThat(says(Persona.ANA, "dev04 snooze").text()).contains("until");
    assertThat(kept.get(Story.DEV04))
        .extracting(it -> it.until())
        .isEqualTo(Story.AT.plus(Mute.USUAL));
    assertThat(says(Persona.ANA, "mute for 3 weeks dev04").text())
        .contains("Seven days is the longest.");
    assertThat(kept.get(Story.DEV04))
        .extracting(it -> it.until())
        .isEqualTo(Story.AT.plus(Mute.LONGEST));
  }

  @Test
  void aTimeOfDayIsOfThePersonsOwnZone() {
    says(Persona.ANA, "mute dev04 until 14:30 the pool is moved");
    assertThat(kept.get(Story.DEV04))
        .isEqualTo(
            new Mute(
                Story.ANA,
                Story.AT,
                Instant.parse("2026-11-24T14:30:00Z"), // in winter, London has UTC
                "the pool is moved"));
  }

  @Test
  void whatCannotBeMeantIsSaidWithTheWayOut() {
    assertThat(says(Persona.ANA, "mute").text()).startsWith("Which environment?");
    assertThat(says(Persona.ANA, "mute dev40").text()).contains("Did you mean dev04?");
    assertThat(says(Persona.ANA, "mute dev04 for 4").text())
        .contains("For how long?")
        .contains("mute dev04 for 4h");
    assertThat(says(Persona.ANA, "mute stg-lon").text()).contains("stg-lon is not watched");
    assertThat(kept).isEmpty();
  }

  @Test
  void theHomeTabShowsIt() {
    says(Persona.ANA, "mute dev04 the pool is moved for 2h");
    var row =
        new HomePage.Row(
            Story.DEV04,
            Optional.empty(),
            new Shown(Optional.empty(), Optional.empty()),
            Optional.empty(),
            ThreadRef.in("C0INCIDENTS"),
            Optional.ofNullable(kept.get(Story.DEV04)),
            false);
    var view = HomePage.of(List.of(row), List.of(), List.of()).view(Banner.NONE);
    BlockKitLimits.check(view);
    assertThat(view.toString())
        .contains("is muted by <@" + Persona.ANA.id() + "> until")
        .contains("Reason: `the pool is moved`");
  }

  @Test
  void guestsMuteNothing() {
    for (var persona : Persona.values()) {
      if (desk.people().find(persona.id()).standing()
          != pipelinelock.incident.policy.Person.Standing.MEMBER) {
        assertThat(says(persona, "mute dev04").text()).startsWith("Only full members");
        assertThat(says(persona, "unmute dev04").text()).startsWith("Only full members");
      }
    }
    assertThat(kept).isEmpty();
  }

  @Test
  void aChannelThatCouldNotBeToldIsNamed() {
    channelIsGone = true;
    assertThat(says(Persona.ANA, "mute dev04").text())
        .contains("could not post this in <#C0WATCH>");
    assertThat(kept).containsKey(Story.DEV04);
  }

  @Test
  void theHelpKnowsBoth() {
    assertThat(says(Persona.ANA, "help").text()).contains("mute dev04 for 4h why", "unmute dev04");
    assertThat(says(Persona.ANA, "help mute").text()).contains("the maximum seven days");
  }

  @Test
  void noEnvironmentMayBeCalledLikeACommand() {
    for (var command : commands.all()) {
      assertThat(ReservedNames.commands()).contains(command.name()).containsAll(command.aliases());
    }
  }
}
