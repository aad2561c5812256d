package pipelinelock.slack.thread.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.evidence.Timeline;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Recorded;
import pipelinelock.slack.message.Mrkdwn;

/** The timeline in Slack's markup, a line each. */
public final class TimelineLines {
  private TimelineLines() {}

  /** Whether more happened than a request and its end. */
  public static boolean isWorthTelling(List<Recorded> events) {
    return events.stream().anyMatch(it -> it.event() instanceof IncidentEvent.Started);
  }

  /**
   * The lines, oldest first.
   *
   * @param events the whole record of the incident
   */
  public static List<String> of(Incident incident, List<Recorded> events) {
    return Timeline.brief(incident, events).stream().map(TimelineLines::line).toList();
  }

  private static String line(TimelineEntry entry) {
    var person = entry.by().map(Mrkdwn::mention);
    var words = Optional.of(words(entry)).filter(it -> !it.isEmpty());
    var quoted = entry.quoted().map(Mrkdwn::code);
    var link = entry.link().map(it -> "· " + Mrkdwn.link(it, "message"));
    return String.join(
        " ",
        Stream.of(Optional.of(Mrkdwn.time(entry.about())), person, words, quoted, link)
            .flatMap(Optional::stream)
            .toList());
  }

  private static String words(TimelineEntry entry) {
    return entry
        .author()
        .map(it -> entry.words().replaceFirst(":$", "") + ", said by " + Mrkdwn.mention(it) + ":")
        .orElse(entry.words());
  }
}
