package pipelinelock.slack.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.Seal;
import pipelinelock.evidence.export.ExportFormat;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.command.look.IncidentCommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.Part;

class IncidentFilesTest {
  private static final String CHANNEL = "C0INCIDENTS";

  private Desk desk;
  private IncidentId id;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    id = desk.play(Story.requested());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private String hasThread() {
    var posted =
        desk.channels()
            .post(CHANNEL, Optional.empty(), Message.sentence("the root"), Optional.empty())
            .taken()
            .orElseThrow();
    desk.ledger.save(id, new Posted(Part.ROOT, CHANNEL, posted.ts(), "d"));
    return posted.ts();
  }

  private Answer typed(String words) {
    var files =
        new IncidentFiles(
            this::report,
            desk.ledger,
            new FileUpload(desk.connection.api(), desk.connection.http()),
            desk.people(),
            new Banner(Optional.of("REHEARSAL")),
            desk.clock);
    var command =
        new IncidentCommand(
            Directories.of(Map.of(Story.DEV04, CHANNEL)),
            desk.incidents,
            _ -> {
              throw new AssertionError("nobody looks");
            },
            RefusalLog.NONE,
            Optional.of(files));
    return command.answer(new Call(Persona.ANA.id(), CHANNEL, Typed.of(words), Optional.empty()));
  }

  private Optional<IncidentReport> report(IncidentId wanted) {
    var events = desk.incidents.events(wanted);
    return Optional.of(
        IncidentReport.of(
            events,
            Seal.of(events, List.of(), Optional.empty()),
            _ -> Optional.empty(),
            (task, log) -> List.of()));
  }

  private String exported(String words) {
    return switch (typed(words)) {
      case Answer.Later(var _, var work, var forAll) -> {
        assertThat(forAll).isFalse();
        yield work.get(_ -> {}).text();
      }
      case Answer other -> throw new AssertionError("not an export: " + other);
    };
  }

  @ParameterizedTest
  @EnumSource
  void anExportIsAFileInTheIncidentsThread(ExportFormat format) {
    var root = hasThread();
    assertThat(exported("INC-1 --export " + format.word()))
        .isEqualTo(
            "INC-1.%s is in the thread of INC-1, for everybody who reads its channel."
                .formatted(format.word()));
    var file = SlackScreen.of(desk.slack).files().getFirst();
    assertThat(file.name()).isEqualTo("INC-1." + format.word());
    assertThat(file.threadTs()).hasValue(root);
    assertThat(file.content()).contains("INC-1", "dev04", Story.ANA.toString());
  }

  @Test
  void withoutAThreadTheTerminalIsNamed() {
    assertThat(exported("INC-1 --export=md"))
        .contains("has no thread in Slack", "incident INC-1 --export md");
    assertThat(SlackScreen.of(desk.slack).files()).isEmpty();
  }

  @Test
  void anUnknownFormatIsNotExported() {
    for (var words : List.of("INC-1 --export", "INC-1 --export pdf", "--export INC-1")) {
      assertThatThrownBy(() -> typed(words))
          .isInstanceOf(UsageError.class)
          .hasMessageContaining("--export html");
    }
  }
}
