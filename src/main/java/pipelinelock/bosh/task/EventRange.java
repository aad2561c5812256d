package pipelinelock.bosh.task;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.BufferedSource;
import pipelinelock.bosh.api.DirectorApi;
import pipelinelock.http.Reply;
import pipelinelock.vm.TaskOutput;

/**
 * One piece of an event log, requested with {@code Range: bytes=N-}. The answer is 206 with the
 * rest, 416 if there is nothing new, 204 if there is no log, or 200 with the <em>whole</em> log.
 */
record EventRange(DirectorApi api, String action, long offset) {
  /** The most that is taken at once, in bytes; the next piece goes on from there. */
  static final int MOST = 4 << 20;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");

  /** Takes the bytes from the offset on. */
  Reply read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (response.code() == 200) {
      skip(source);
    }
    byte[] body = source.request(MOST) ? source.readByteArray(MOST) : source.readByteArray();
    return new Reply(response.code(), response.headers(), body);
  }

  TaskOutput output(Reply reply) {
    return switch (reply.status()) {
      case 200 -> wholeLines(reply.body());
      case 206 -> {
        checkBegin(reply);
        yield wholeLines(reply.body());
      }
      case 204 -> nothing();
      case 416 -> {
        checkSize(reply);
        yield nothing();
      }
      default -> throw api.refusal(action, reply);
    };
  }

  private void skip(BufferedSource source) throws IOException {
    try {
      source.skip(offset);
    } catch (EOFException e) {
      throw shorter();
    }
  }

  private void checkBegin(Reply reply) {
    if (number(reply, 1) != offset) {
      throw api.garbage(action, "another range than byte %d on".formatted(offset));
    }
  }

  private void checkSize(Reply reply) {
    long size = number(reply, 2);
    if (size >= 0 && size < offset) {
      throw shorter();
    }
  }

  private RuntimeException shorter() {
    return api.garbage(action, "a log shorter than the %d bytes read before".formatted(offset));
  }

  private static long number(Reply reply, int group) {
    Matcher matcher = CONTENT_RANGE.matcher(reply.header("Content-Range").orElse(""));
    String digits = matcher.matches() ? matcher.group(group) : null;
    return digits == null || digits.equals("*") || digits.length() > 18
        ? -1
        : Long.parseLong(digits);
  }

  private TaskOutput wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end == 0 && bytes.length == MOST) {
      // A line longer than that is no event: passed over, so that the log can be followed further.
      return new TaskOutput(offset, MOST, "");
    }
    return new TaskOutput(
        offset, end, new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8));
  }

  private TaskOutput nothing() {
    return new TaskOutput(offset, 0, "");
  }
}
