package pipelinelock.bosh.task;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import pipelinelock.http.Reply;

/**
 * The task that an answer redirects to. Only the path counts: the Director copies the rest from the
 * caller's own headers. The status is 302 behind its nginx and 303 without it.
 */
public final class TaskLocation {
  private static final Pattern TASK = Pattern.compile("/tasks/([0-9]{1,18})/?");

  private TaskLocation() {}

  public static OptionalLong of(Reply reply, HttpUrl asked) {
    if (reply.status() != 302 && reply.status() != 303) {
      return OptionalLong.empty();
    }
    String location = reply.header("Location").orElse("");
    HttpUrl url = asked.resolve(location);
    Matcher matcher = TASK.matcher(url == null ? "" : url.encodedPath());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
