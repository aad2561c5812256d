package pipelinelock.bosh;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import pipelinelock.vm.TranscriptRenderer;

/** Transcripts for people's eyes: control characters cannot forge or hide anything in them. */
public final class Transcripts implements TranscriptRenderer {
  // Terminal controls, and the marks that turn the writing direction round.
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cntrl}\\u0080-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029&&[^\\n]]");

  @Override
  public List<String> lines(long task, String ndjson) {
    String text = new TaskTranscript(task).add(ndjson.getBytes(StandardCharsets.UTF_8));
    return CONTROL
        .matcher(text)
        .replaceAll("\uFFFD")
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
