package pipelinelock.slack.home;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents.Shown;
import pipelinelock.ladder.BlindWay;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.action.Muting;
import pipelinelock.slack.card.Board;
import pipelinelock.slack.card.Doubt;
import pipelinelock.slack.card.HolderLine;
import pipelinelock.slack.card.VerdictLine;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Home;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.slack.thread.card.AskAgain;
import pipelinelock.watch.Mute;

/** Every environment at a glance. */
public final class HomePage {
  /** Five blocks each at most, of the hundred that Slack shows. */
  private static final int SHOWN = 16;

  /** So many of them are as long as all others together, in short. */
  private static final int SUMMED = 3;

  private HomePage() {}

  /**
   * One environment.
   *
   * @param seen the newest look; empty while there is none yet
   * @param leads what the open incident does
   * @param thread of the open incident, or where its next one is posted
   * @param mute of its watcher
   * @param mayBeBlind whether a blind recreate may be asked for there
   */
  public record Row(
      EnvironmentName name,
      Optional<Diagnosis> seen,
      Shown open,
      Optional<Ongoing> leads,
      ThreadRef thread,
      Optional<Mute> mute,
      boolean mayBeBlind) {
    private Board.Row inShort() {
      return new Board.Row(name, seen, leads, open.doubt(), List.of());
    }

    /** Nothing is begun during an incident, also where it does not hold. */
    boolean isFree() {
      return open.incident().isEmpty() && open.doubt().isEmpty();
    }
  }

  /**
   * @param troubles what is wrong between Slack and the bot, a sentence each
   */
  public static Home of(List<Row> rows, List<Incident> openForReview, List<String> troubles) {
    var blocks = new ArrayList<LayoutBlock>();
    troubles.forEach(it -> blocks.add(Layout.sentence(it)));
    if (!openForReview.isEmpty()) {
      blocks.add(Layout.header("Open for review"));
      blocks.add(
          Layout.list("• ", openForReview.stream().limit(SHOWN).map(HomePage::due).toList()));
      blocks.add(
          Layout.note(
              "One person started each of these alone. A second person must review it: `/pipeline-lock review INC-… …`"));
    }
    blocks.add(Layout.header("Environments"));
    var whole = whole(rows);
    whole.forEach(row -> add(blocks, row));
    if (whole.size() < rows.size()) {
      blocks.addAll(
          Board.grouped(
              rows.stream().filter(it -> !whole.contains(it)).map(Row::inShort).toList()));
      blocks.add(Layout.note("More of one of them, and its buttons: `/pipeline-lock status NAME`"));
    }
    blocks.add(
        Layout.note("The bot looks when you open this page. All commands: `/pipeline-lock help`"));
    return new Home(blocks);
  }

  /** Those that are shown with their buttons: where not all can be, the ones that need a look. */
  private static List<Row> whole(List<Row> rows) {
    return rows.size() <= SHOWN
        ? rows
        : rows.stream().filter(it -> it.inShort().needsALook()).limit(SHOWN - SUMMED).toList();
  }

  /** For people who are no full members of the workspace. */
  public static Home forMembersOnly() {
    return new Home(
        List.of(
            Layout.header("Environments"),
            Layout.sentence("This page is for full members of the workspace. Ask one of them.")));
  }

  private static void add(List<LayoutBlock> blocks, Row row) {
    String name = row.name().value();
    row.leads().ifPresentOrElse(it -> lead(blocks, row, it), () -> state(blocks, row));
    var lines = new ArrayList<String>();
    row.seen().ifPresent(it -> lines.add(HolderLine.of(it.evidence()) + seen(it.evidence().at())));
    row.open().doubt().ifPresent(why -> lines.add(Doubt.line(why)));
    row.mute().ifPresent(it -> lines.add(Muting.shown(row.name(), it)));
    if (!lines.isEmpty()) {
      blocks.add(Layout.markup(lines));
    }
    blocks.add(Buttons.row(name, "in " + name, buttons(row)));
  }

  private static void lead(List<LayoutBlock> blocks, Row row, Ongoing incident) {
    blocks.add(
        Layout.markup(
            VerdictLine.sign(incident)
                .before(
                    "*%s* · %s · %s"
                        .formatted(row.name(), VerdictLine.of(incident), row.thread().shown()))));
    blocks.add(Layout.sentence(incident.sentence()));
  }

  private static void state(List<LayoutBlock> blocks, Row row) {
    blocks.add(
        Layout.markup(
            row.seen()
                .map(VerdictLine::marked)
                .orElse("*%s* · not looked at yet".formatted(row.name()))));
    row.seen()
        .map(VerdictLine::rest)
        .filter(it -> !it.isEmpty())
        .ifPresent(it -> blocks.add(Layout.sentence(it)));
    row.seen().stream()
        .flatMap(it -> it.left().stream())
        .findFirst()
        .ifPresent(it -> blocks.add(Layout.sentence(it.said())));
    row.seen()
        .flatMap(it -> BlindWay.of(it, row.mayBeBlind() && row.isFree()))
        .ifPresent(it -> blocks.add(Layout.sentence(it)));
  }

  private static String due(Incident incident) {
    return "%s in %s: %s"
        .formatted(
            incident.id(),
            incident.environment(),
            incident.breakGlass().map(BreakGlassStart::reason).orElse(""));
  }

  private static String seen(Instant at) {
    return " · seen " + Mrkdwn.date(at);
  }

  private static List<Button> buttons(Row row) {
    var buttons = new ArrayList<Button>();
    buttons.add(Button.plain(StatusForm.OPEN, "Status"));
    if (row.seen().filter(Diagnosis::isCurable).isPresent() && row.isFree()) {
      buttons.add(AskAgain.cure());
    }
    return buttons;
  }
}
