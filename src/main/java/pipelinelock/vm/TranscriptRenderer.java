package pipelinelock.vm;

import java.util.List;

/** Turns a task's event log into the lines that {@code bosh task} prints for it. */
public interface TranscriptRenderer {
  /**
   * The lines so far, {@code Task 260183 | 10:06:35 | L executing drain: …}, without the header and
   * the footer. The last line may still get longer when more of the log arrives. Lines of the log
   * that cannot be read are left out.
   *
   * @param ndjson the event log from its beginning
   */
  List<String> lines(long task, String ndjson);
}
