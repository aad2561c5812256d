package pipelinelock.slack.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.Handover;
import pipelinelock.evidence.voice.PublicUpdate;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.slack.Asking;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.card.HandoverCard;
import pipelinelock.slack.card.IncidentCard;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.ThreadRef;

class CardsTest {
  private static final Directory DIRECTORY =
      Directories.of(
          Map.of(Story.DEV04, "C0INCIDENTS", new EnvironmentName("stg-lon"), "C0PLATFORM"));

  @TempDir private Path folder;

  @Test
  void aHandoverAndAnUpdate() {
    var story = Story.requested("<!here> *now*").started().noted().recreating();
    var now = Story.AT.plusSeconds(600);
    var handover = HandoverCard.of(Handover.of(story.events(), now));
    Golden.check("handover", handover);
    Golden.check("update", HandoverCard.of(story.incident(), PublicUpdate.of(story.events()), now));
    assertThat(handover.text()).doesNotContain("<!here>");
  }

  @Test
  void anIncidentAndTheHistory() {
    var story = Story.requested("<!here> *now*").started().noted().recreating().ended();
    var incident = story.incident();
    Golden.check(
        "incident-completed",
        IncidentCard.of(
            incident,
            story.events(),
            ThreadRef.in("C0INCIDENTS"),
            Optional.empty(),
            Optional.empty()));
    var newest = List.of(incident, Story.requested().incident());
    var history = IncidentCard.history("dev04", newest, List.of(), _ -> Optional.empty());
    Golden.check("history", history);
    assertThat(history.text()).contains("`&lt;!here&gt; *now*`");
  }

  @Test
  void anIncidentSaysThatNobodySeesItsThread() {
    var story = Story.requested();
    var refused = new ToldSoFar.Refused("C0INCIDENTS", "not_in_channel");
    var card =
        IncidentCard.of(
            story.incident(),
            story.events(),
            ThreadRef.in("C0INCIDENTS"),
            Optional.empty(),
            Optional.of(refused));
    assertThat(card.text())
        .contains(
            "*Nobody can see its thread:* Slack takes no message in <#C0INCIDENTS> (`not_in_channel`).");
  }

  @Test
  void aHistoryTellsWhatWasArchived() {
    var archived =
        List.of(archived(31, "2025-03-02T10:00:00Z"), archived(30, "2025-02-01T10:00:00Z"));
    Golden.check(
        "history-archived",
        IncidentCard.history(
            "dev04", List.of(Story.requested().incident()), archived, _ -> Optional.empty()));
    assertThat(
            IncidentCard.history("dev04", List.of(), archived.subList(0, 1), _ -> Optional.empty())
                .text())
        .contains("INC-31 ended")
        .contains("in the file `2025.jsonl`");
  }

  private static ArchivedIncident archived(long number, String ended) {
    return new ArchivedIncident(
        new IncidentId(number), Story.DEV04, Instant.parse(ended), NOON, "2025.jsonl");
  }

  @Test
  void anIncidentNamesTheOneThatItContinuesAndTheOneThatContinuesIt() {
    try (var desk = new Desk(folder)) {
      var first = desk.play(Story.requested().started().recreating().ended());
      var again = Story.request("it hangs again");
      var second =
          desk.incidents
              .request(
                  new IncidentEvent.Requested(
                      again.environment(),
                      again.by(),
                      again.reason(),
                      again.evidence(),
                      again.plan(),
                      again.policy(),
                      again.notes(),
                      Optional.of(first)))
              .incident()
              .id();
      var commands = commands(desk);

      assertThat(said(commands, "incident " + first).text())
          .contains("*INC-2* continues it")
          .doesNotContain("It continues");
      assertThat(said(commands, "incident " + second).text())
          .contains("It continues *INC-1*")
          .doesNotContain("continues it");
    }
  }

  @Test
  void whoAsksForAnArchivedIncidentHearsWhereItIs() {
    try (var desk = new Desk(folder)) {
      desk.play(Story.requested().started().recreating().ended());
      desk.archive("2026.jsonl");
      var commands = commands(desk);
      assertThat(said(commands, "incident INC-1").text())
          .startsWith("INC-1 of dev04, which ended on 2026-11-24, was archived on 2026-11-24.")
          .contains("Ask whoever runs this bot for the file 2026.jsonl.");
      assertThat(said(commands, "history dev04").text())
          .contains("INC-1 ended")
          .contains("`2026.jsonl`");
      assertThat(said(commands, "incident INC-2").text()).startsWith("There is no INC-2.");
    }
  }

  @Test
  void helpIsMadeOfTheCommands() {
    try (var desk = new Desk(folder)) {
      var commands = commands(desk);
      Golden.check("help", said(commands, "help"));
      Golden.check("envs", said(commands, "envs"));
      for (var command : commands.all()) {
        assertThat(said(commands, "help").text()).contains("`" + command.usage() + "`");
        assertThat(said(commands, "help " + command.name()).text()).isNotBlank();
      }
    }
  }

  @Test
  void theCommandAloneOpensAForm() {
    try (var desk = new Desk(folder)) {
      var answer =
          commands(desk).answer(new Call("U0ANA", "C0INCIDENTS", Typed.of(""), Optional.empty()));
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Opens.class,
              it -> {
                Golden.check("form-command", it.form().view(Banner.NONE));
                assertThat(it.instead().text()).contains("`status dev04`: is the lock free");
              });
    }
  }

  /** The door keeps no other command in memory alone: a repeated one must never act again. */
  @Test
  void onlyCommandsThatAskAreReads() {
    try (var desk = new Desk(folder)) {
      var commands = commands(desk);
      assertThat(commands.all())
          .filteredOn(SlashSubcommand::isRead)
          .extracting(SlashSubcommand::name)
          .containsExactlyInAnyOrder(
              "status", "who", "history", "incident", "update", "handover", "envs", "help");
      for (var text : List.of("", "help cancel", "dev04", "DEV04 status", "inc-1", "\"status\"")) {
        assertThat(commands.isRead(Typed.of(text))).as(text).isTrue();
      }
      for (var text :
          List.of(
              "incident INC-1 --export html",
              "incident INC-1 --export=md",
              "cancel",
              "cancel status",
              "dev04 cancel",
              "note INC-1 help",
              "nonsense",
              "x y z")) {
        assertThat(commands.isRead(Typed.of(text))).as(text).isFalse();
      }
    }
  }

  @Test
  void eachCommandIsInTheDocuments() throws IOException {
    var documented = Files.readString(Path.of("docs/commands.md"));
    try (var desk = new Desk(folder)) {
      assertThat(commands(desk).all())
          .allSatisfy(
              command ->
                  assertThat(documented)
                      .containsPattern("(?m)^\\|.*`%s[ `]".formatted(command.name())));
    }
  }

  /** The page imports nothing of the bot: what it offers as one types is this file. */
  @Test
  void eachCommandIsOfferedOnTheRehearsalsPage() throws IOException {
    try (var desk = new Desk(folder)) {
      var offered =
          commands(desk).all().stream()
              .map(
                  it ->
                      Json.object("name", it.name(), "usage", it.usage(), "purpose", it.purpose()))
              .toList();
      var file = Path.of("src/main/resources/rehearsal/page/commands.json");
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(file, Json.array(offered).toPrettyString() + "\n");
      }
      assertThat(Json.read(Files.readString(file)))
          .as("accept it with -Dgolden.update=true")
          .contains(Json.array(offered));
    }
  }

  @Test
  void theChannelStandsForItsEnvironment() {
    try (var desk = new Desk(folder)) {
      var here =
          commands(desk)
              .answer(new Call("U0ANA", "C0PLATFORM", Typed.of("status"), Optional.empty()));
      assertThat(here).isInstanceOf(Answer.Later.class);
      assertThat(((Answer.Later) here).meanwhile().text()).doesNotContain("all environments");
      var elsewhere =
          commands(desk).answer(new Call("U0ANA", "C0OTHER", Typed.of("status"), Optional.empty()));
      assertThat(((Answer.Later) elsewhere).meanwhile().text()).contains("all environments");
      var all =
          commands(desk)
              .answer(new Call("U0ANA", "C0PLATFORM", Typed.of("status all"), Optional.empty()));
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
        desk.people(),
        desk.clock,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RefusalLog.NONE);
  }

  private static Message said(Commands commands, String text) {
    return switch (commands.answer(
        new Call("U0ANA", "C0OTHER", Typed.of(text), Optional.empty()))) {
      case Answer.Now(var message) -> message;
      case Answer.Later(var _, var work, var _) -> work.get(_ -> {});
      case Answer.Opens(var _, var instead) -> instead;
    };
  }
}
