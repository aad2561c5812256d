package pipelinelock.rehearsal.bosh.task;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import pipelinelock.rehearsal.http.Answer;

/**
 * Task output by byte range, as bosh v280.0.0 serves it: 206, 416 when there is nothing new, 200
 * without a range.
 */
public final class TaskOutput {
  private static final Pattern FROM = Pattern.compile("bytes=(\\d+)-");
  private static final String HTML = "text/html;charset=utf-8";

  private TaskOutput() {}

  public static Answer of(byte[] whole, String range) {
    var from = from(range);
    if (from.isEmpty()) {
      return Answer.bytes(200, HTML, whole);
    }
    if (from.getAsLong() >= whole.length) {
      return Answer.text(416, "Byte range unsatisfiable")
          .with("Content-Range", "bytes */" + whole.length);
    }
    int start = (int) from.getAsLong();
    return Answer.bytes(206, HTML, Arrays.copyOfRange(whole, start, whole.length))
        .with("Content-Range", "bytes %d-%d/%d".formatted(start, whole.length - 1, whole.length));
  }

  private static OptionalLong from(String range) {
    var matcher = FROM.matcher(range);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
