package pipelinelock.rehearsal.concourse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import pipelinelock.rehearsal.http.Answer;

/**
 * The server-sent events of one build. The stream stays open after {@code end} of a finished build,
 * and without output while a running build is silent.
 */
final class BuildStream implements Answer.Stream {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Supplier<Look> look;
  private int next;

  /**
   * The events so far, and whether there will be more; closed when the server no longer answers.
   */
  record Look(List<BuildEvent> events, boolean over, boolean closed) {}

  BuildStream(Supplier<Look> look, int next) {
    this.look = look;
    this.next = next;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException, InterruptedException {
    boolean ended = false;
    for (var now = look.get(); !now.closed(); now = look.get()) {
      ended = write(now, out, ended);
      Thread.sleep(PAUSE);
    }
  }

  private boolean write(Look now, OutputStream out, boolean ended) throws IOException {
    var text = new StringBuilder();
    for (; next < now.events().size(); next++) {
      text.append(now.events().get(next).wire(next));
    }
    if (now.over() && !ended) {
      text.append(BuildEvent.end(next++));
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    return now.over() || ended;
  }
}
