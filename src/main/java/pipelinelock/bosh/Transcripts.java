package pipelinelock.bosh;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.TaskError;
import pipelinelock.vm.TaskLogs;
import pipelinelock.vm.TranscriptRenderer;

/** Transcripts for people's eyes: control characters cannot forge or hide anything in them. */
public final class Transcripts implements TranscriptRenderer, TaskLogs {
  // Terminal controls, and the marks that turn the writing direction round.
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cntrl}\\u0080-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029&&[^\\n]]");

  @Override
  public List<String> lines(long task, String ndjson) {
    String text = new TaskTranscript(task).add(ndjson.getBytes(StandardCharsets.UTF_8));
    return harmless(text).lines().filter(line -> !line.isEmpty()).toList();
  }

  @Override
  public Optional<String> phase(String ndjson) {
    return ndjson
        .lines()
        .flatMap(line -> EventJson.read(line).stream())
        .reduce((_, later) -> later)
        .map(EventJson::phase)
        .filter(phase -> !phase.isEmpty())
        .map(Transcripts::harmless);
  }

  @Override
  public Optional<TaskError> error(String ndjson) {
    var phases = new HashMap<String, String>();
    String failed = "";
    TaskError error = null;
    for (String line : ndjson.lines().toList()) {
      var event = EventJson.read(line).orElse(EventJson.BLANK);
      String step = event.stage() + " " + event.task();
      if (!event.phase().isEmpty()) {
        phases.put(step, event.phase());
      }
      if (event.state().equals("failed")) {
        failed = step;
      }
      if (event.error() != null) {
        error =
            new TaskError(
                event.error().code(),
                harmless(event.error().message()),
                harmless(failed),
                harmless(phases.getOrDefault(failed, "")));
      }
    }
    return Optional.ofNullable(error);
  }

  @Override
  public boolean hasFinished(String ndjson, InstanceId instance) {
    var log = new UpdateLog();
    log.read(ndjson);
    return log.hasFinished(instance);
  }

  private static String harmless(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }
}
