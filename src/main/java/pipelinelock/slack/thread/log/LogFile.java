package pipelinelock.slack.thread.log;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.slack.channel.TextFile;
import pipelinelock.vm.TranscriptRenderer;

/** The whole log of an incident as text: every event with its hash, and every task in full. */
public final class LogFile {
  private LogFile() {}

  public static String name(IncidentId id) {
    return id + "-log.txt";
  }

  public static TextFile of(
      Incident incident, List<Recorded> events, TranscriptRenderer transcript) {
    var head =
        Stream.of(
            "%s, environment %s: %s"
                .formatted(incident.id(), incident.environment(), IncidentWords.state(incident)),
            "Every event of the record: its number, its time, what it was, its hash. What people or remotes wrote is in quotation marks.",
            "");
    var record = events.stream().map(LogEntry::of);
    var tasks =
        incident.steps().stream()
            .flatMap(it -> it.ofTask().stream())
            .flatMap(task -> lines(task, transcript));
    return new TextFile(
        name(incident.id()),
        "The whole log of " + incident.id(),
        Stream.of(head, record, tasks).flatMap(it -> it).collect(joining("\n", "", "\n")));
  }

  private static Stream<String> lines(TaskLog task, TranscriptRenderer transcript) {
    var title = Stream.of("", "Director task %d".formatted(task.id()), "");
    return task.lines().isEmpty()
        ? Stream.concat(title, Stream.of("(it said nothing)"))
        : Stream.concat(title, transcript.lines(task.id(), task.lines()).stream());
  }
}
