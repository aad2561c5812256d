package pipelinelock.terminal;

import java.util.ArrayList;
import java.util.List;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.Incident;
import pipelinelock.wording.Outside;
import pipelinelock.wording.UtcTime;

/** The newest incidents of an environment as a terminal's text. */
public final class HistoryText {
  private HistoryText() {}

  /**
   * A line each.
   *
   * @param archived those that are no longer in the record
   * @param doubts why others cannot be shown, a sentence each
   */
  public static String of(
      EnvironmentName environment,
      List<Incident> newest,
      List<ArchivedIncident> archived,
      List<String> doubts) {
    var lines = new ArrayList<String>();
    newest.forEach(it -> lines.add(line(it)));
    lines.addAll(doubts);
    archived.forEach(it -> lines.add(it.sentence()));
    if (lines.isEmpty()) {
      lines.add("%s has had no incident yet.".formatted(environment));
    }
    var text = new StringBuilder();
    lines.forEach(it -> text.append(Outside.line(it)).append('\n'));
    return text.toString();
  }

  private static String line(Incident it) {
    return "%s  %s  %s  %s  %s"
        .formatted(
            it.id(),
            UtcTime.of(it.requestedAt()),
            IncidentWords.state(it),
            it.request().by(),
            it.request().reason());
  }
}
