package pipelinelock.bosh;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import pipelinelock.bosh.BoshConfig.Timeouts;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.Http;
import pipelinelock.http.Reply;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;

/**
 * Lists all instances of a deployment with what their agents tell. The Director makes a task of it
 * and answers with a redirect to that task; the task's result is one JSON object a line.
 */
final class Listing {
  private static final ObjectReader JSON = Http.json().readerFor(InstanceJson.class);

  private final DirectorApi api;
  private final Tasks tasks;
  private final String deployment;
  private final Timeouts timeouts;

  Listing(DirectorApi api, Tasks tasks, BoshConfig config) {
    this.api = api;
    this.tasks = tasks;
    this.deployment = config.deployment();
    this.timeouts = config.timeouts();
  }

  List<Instance> instances() {
    long task = start();
    DirectorTask ended = end(task);
    if (ended.state() != DirectorTask.State.DONE) {
      throw new RemoteFailure(
          Kind.BROKEN,
          "The Director's task %d ended as '%s' while %s: %s"
              .formatted(task, ended.state().text(), action(), ended.result().orElse("no reason")));
    }
    return result(task);
  }

  private long start() {
    HttpUrl url =
        api.at("deployments", deployment, "instances").addQueryParameter("format", "full").build();
    Reply reply = api.exchange(action(), new Request.Builder().url(url).build());
    return TaskLocation.of(reply, url).orElseThrow(() -> api.refusal(action(), reply));
  }

  private DirectorTask end(long id) {
    DirectorTask task;
    try {
      task = Failsafe.with(untilFinal()).get(() -> tasks.get(id));
    } catch (FailsafeException e) {
      Thread.currentThread().interrupt();
      throw new RemoteFailure(Kind.UNREACHABLE, "The bot stopped while " + action(), e);
    }
    if (!task.state().isFinal()) {
      throw new RemoteFailure(
          Kind.TIMED_OUT,
          "The Director's task %d is '%s' and was not done within %d s while %s"
              .formatted(id, task.state().text(), timeouts.listing().toSeconds(), action()));
    }
    return task;
  }

  private RetryPolicy<DirectorTask> untilFinal() {
    return RetryPolicy.<DirectorTask>builder()
        .handleResultIf(task -> task != null && !task.state().isFinal())
        .withMaxRetries(-1)
        .withDelay(timeouts.pause())
        .withMaxDuration(timeouts.listing())
        .build();
  }

  private List<Instance> result(long task) {
    HttpUrl url = tasks.output(task, "result");
    return api.ask(action(), url)
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .map(this::read)
        .toList();
  }

  private Instance read(String line) {
    try {
      InstanceJson json = JSON.readValue(line);
      if (json != null) {
        return json.toInstance();
      }
    } catch (IOException | IllegalArgumentException e) {
      // Without the cause: it may quote the whole line.
    }
    throw api.garbage(action(), "an instance that cannot be read");
  }

  private String action() {
    return "listing the instances of " + deployment;
  }
}
