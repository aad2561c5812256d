package pipelinelock.vm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Renders a task's event log as the lines that {@code bosh task} prints for it. */
public interface TranscriptRenderer {
  /**
   * The lines so far, {@code Task 260183 | 10:06:35 | L executing drain: …}, without the header and
   * the footer. The last line may still get longer when more of the log arrives. Lines of the log
   * that cannot be read are left out.
   *
   * @param ndjson the event log from its beginning
   */
  List<String> lines(long task, String ndjson);

  /**
   * What the task does at the end of this log, in the Director's words: {@code executing drain},
   * {@code Rendering templates}. Empty if the log does not say.
   */
  default Optional<String> phase(String ndjson) {
    return Optional.empty();
  }

  /**
   * How long the drain of an instance took; empty where none was begun, where it goes on, and where
   * it failed or was cancelled.
   *
   * @param ndjson the event log from its beginning
   */
  default Optional<Duration> drained(String ndjson, InstanceId instance) {
    return Optional.empty();
  }
}
