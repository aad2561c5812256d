package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.incident.Freezes;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.settings.section.ReservedNames;
import pipelinelock.slack.Asking;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Message;

/** Typed in Slack, by people whom a simulated Slack knows. */
class FreezingTest {
  private final Kept kept = new Kept();
  private final List<String> heard = new ArrayList<>();
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
    var people = desk.people();
    return new Commands(
        Directories.of(Map.of(Story.DEV04, "C0INCIDENTS")),
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
            new Freezing(
                new Freezes(kept, configured),
                people,
                List.of(Story.policy(Set.of())),
                new Freezing.Audience(this::hears, Set.of("C0INCIDENTS", "C0GONE")),
                desk.refusals)),
        Optional.empty(),
        Optional.empty(),
        RefusalLog.NONE);
  }

  private void hears(String channel, Message message) {
    if (channel.equals("C0GONE")) {
      throw new RemoteFailure(Kind.REFUSED, "Slack answered is_archived");
    }
    heard.add(channel + ": " + message.text());
  }

  private String says(Persona who, String words) {
    return says(commands(Optional.empty()), who, words);
  }

  private static String says(Commands commands, Persona who, String words) {
    var answer =
        commands.answer(new Call(who.id(), "C0INCIDENTS", Typed.of(words), Optional.empty()));
    return switch (answer) {
      case Answer.Now(var message) -> message.text();
      case Answer.Later(var _, var work, var _) -> work.get(_ -> {}).text();
      case Answer.Opens(var _, var instead) -> instead.text();
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
  void everyIncidentChannelHearsOfItAndOfItsEnd() {
    assertThat(says(Persona.BEN, "freeze the <Director> is upgraded"))
        .contains("The bot could not post this in <#C0GONE>; please inform the others there.");
    says(Persona.CLEO, "unfreeze");
    assertThat(heard)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("C0INCIDENTS: *Frozen* by <@%s>".formatted(Persona.BEN.id()))
        .contains("the &lt;Director&gt; is upgraded", "/pipeline-lock unfreeze");
    assertThat(heard.getLast())
        .isEqualTo(
            "C0INCIDENTS: *No longer frozen*, by <@%s>. The bot takes requests again in every environment."
                .formatted(Persona.CLEO.id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "freeze dev04 for 2h the Director is upgraded",
        "freeze dev04 the Director is upgraded",
        "freeze Dev04: upgrade",
        "freeze the Director of dev04 is upgraded",
        "freeze dve04 upgrade",
        "freeze 2h upgrade",
        "freeze for 90 minutes upgrade",
        "freeze upgrade for 2h",
        "freeze upgrade until 14:00",
        "freeze until tomorrow",
        "freeze all for 2h upgrade",
        "freeze --env dev04 upgrade",
        "freeze upgrade --for=2h"
      })
  void aScopeOrATimeOrAnOptionIsNoReason(String typed) {
    assertThat(says(Persona.BEN, typed)).contains("othing was");
    assertThat(kept.current()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          freeze all dev04 is upgraded               > dev04 is upgraded
          freeze everything, the Director is away    > the Director is away
          freeze "dev04 for 2h"                      > dev04 for 2h
          freeze until the incident is over          > until the incident is over
          freeze the Director hangs —nobody knows why > the Director hangs —nobody knows why
          """)
  void everythingIsSaidSoOrMeant(String typed, String reason) {
    assertThat(says(Persona.BEN, typed)).startsWith("Frozen.");
    assertThat(kept.current().orElseThrow().reason()).isEqualTo(reason);
  }

  @Test
  void noPartOfAFreezeEnds() {
    says(Persona.BEN, "freeze the Director is away");
    assertThat(says(Persona.BEN, "unfreeze dev04")).startsWith("Nothing was changed");
    assertThat(kept.current()).isPresent();
    assertThat(says(Persona.BEN, "unfreeze all")).startsWith("No longer frozen.");
  }

  @Test
  void whatIsRefusedIsKept() {
    says(Persona.ANA, "freeze now");
    says(Persona.GUS, "unfreeze");
    assertThat(desk.refusals.since(Story.AT.minusSeconds(60), 9))
        .extracting(it -> it.by().orElseThrow().user() + " " + it.act() + " " + it.code())
        .containsExactlyInAnyOrder(
            Persona.ANA.id() + " freeze NOT_AN_APPROVER",
            Persona.GUS.id() + " unfreeze NOT_A_MEMBER");
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
