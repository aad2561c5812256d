package pipelinelock.bosh.task;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.TaskError;
import pipelinelock.vm.TaskLogs;
import pipelinelock.vm.TranscriptRenderer;
import pipelinelock.wording.Outside;

/** Transcripts for display: control characters cannot forge or hide anything in them. */
public final class Transcripts implements TranscriptRenderer, TaskLogs {
  @Override
  public List<String> lines(long task, String ndjson) {
    String text = new TaskTranscript(task).add(ndjson.getBytes(StandardCharsets.UTF_8));
    return Outside.printable(text).lines().filter(line -> !line.isEmpty()).toList();
  }

  @Override
  public Optional<String> phase(String ndjson) {
    return ndjson
        .lines()
        .flatMap(line -> TaskEventJson.read(line).stream())
        .reduce((_, later) -> later)
        .map(TaskEventJson::phase)
        .filter(phase -> !phase.isEmpty())
        .map(Outside::printable);
  }

  @Override
  public Optional<Duration> drained(String ndjson, InstanceId instance) {
    return DrainLog.of(ndjson, instance);
  }

  @Override
  public Optional<TaskError> error(String ndjson) {
    var phases = new HashMap<String, String>();
    String failed = "";
    TaskError error = null;
    for (String line : ndjson.lines().toList()) {
      var event = TaskEventJson.read(line).orElse(TaskEventJson.BLANK);
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
                Outside.printable(event.error().message()),
                Outside.printable(failed),
                Outside.printable(phases.getOrDefault(failed, "")));
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
}
