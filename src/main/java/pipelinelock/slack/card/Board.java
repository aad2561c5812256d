package pipelinelock.slack.card;

import static java.util.stream.Collectors.groupingBy;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Sign;

/**
 * Many environments, each of them shown. Where a line each would be more than people read and Slack
 * takes, those that need nobody stand together by their state: {@code 🟢 FREE (61) · dev01, dev02}.
 */
public final class Board {
  /** Environments that have a line of their own, whatever their state. */
  private static final int LINES = 20;

  /** Lines that may have links, which count as words to Slack. */
  private static final int LINKED = 25;

  private Board() {}

  /**
   * One environment.
   *
   * @param seen the newest look; empty while there is none yet
   * @param leads what its open incident does
   * @param doubt why its record is not to be acted on
   * @param links in Slack's own markup
   */
  public record Row(
      EnvironmentName name,
      Optional<Diagnosis> seen,
      Optional<Ongoing> leads,
      Optional<String> doubt,
      List<String> links) {
    public Row {
      links = List.copyOf(links);
    }

    /** Whether it is more than free, in use or not looked at yet. */
    public boolean needsALook() {
      return leads.isPresent()
          || doubt.isPresent()
          || seen.map(VerdictLine::sign).filter(it -> it != Sign.GO && it != Sign.BUSY).isPresent();
    }

    private String line(boolean isLinked) {
      return leads
              .map(
                  it ->
                      VerdictLine.sign(it)
                          .before(
                              "*%s* · %s%s"
                                  .formatted(
                                      name,
                                      VerdictLine.of(it),
                                      seen.map(look -> " · " + look.verdict().title()).orElse(""))))
              .or(() -> seen.map(VerdictLine::marked))
              .orElseGet(() -> "*%s* · not looked at yet".formatted(name))
          + (links.isEmpty() || !isLinked ? "" : " · " + String.join(" · ", links))
          + doubt.map(why -> " · " + Doubt.line(why)).orElse("");
    }

    private String state() {
      return seen.map(it -> VerdictLine.sign(it).before("*%s*".formatted(it.verdict().title())))
          .orElse("Not looked at yet");
    }
  }

  /** All of them, in the order given; where they are many, those that need a look come first. */
  public static List<LayoutBlock> of(List<Row> rows) {
    return rows.size() <= LINES ? Layout.columns(lines(rows)) : grouped(rows);
  }

  /** Grouped by what they need, however few they are. */
  public static List<LayoutBlock> grouped(List<Row> rows) {
    var lines = new ArrayList<>(lines(rows.stream().filter(Row::needsALook).toList()));
    rows.stream()
        .filter(row -> !row.needsALook())
        .collect(groupingBy(Row::state, LinkedHashMap::new, Collectors.toList()))
        .forEach((state, alike) -> lines.add(together(state, alike)));
    return Layout.columns(lines);
  }

  private static List<String> lines(List<Row> rows) {
    return rows.stream().map(it -> it.line(rows.size() <= LINKED)).toList();
  }

  private static String together(String state, List<Row> rows) {
    return "%s (%d) · %s"
        .formatted(
            state,
            rows.size(),
            rows.stream()
                .map(Row::name)
                .map(EnvironmentName::value)
                .map(Mrkdwn::escape)
                .collect(Collectors.joining(", ")));
  }
}
