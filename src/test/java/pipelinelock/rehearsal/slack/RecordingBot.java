package pipelinelock.rehearsal.slack;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Loopback;

/** Takes the bot's place, keeps what Slack sends and answers as configured. */
public final class RecordingBot implements AutoCloseable {
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Loopback server;
  private volatile Answer answer = Answer.empty(200);

  public RecordingBot() {
    server =
        new Loopback(
            0,
            call -> {
              calls.add(call);
              return answer;
            });
  }

  public URI url() {
    return URI.create(server.url() + "/slack/events");
  }

  public void willAnswer(Answer next) {
    answer = next;
  }

  public Call last() {
    return calls.getLast();
  }

  @Override
  public void close() {
    server.close();
  }
}
