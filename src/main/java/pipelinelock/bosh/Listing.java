package pipelinelock.bosh;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.bosh.api.DirectorApi;
import pipelinelock.bosh.task.TaskLocation;
import pipelinelock.bosh.task.Tasks;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.Http;
import pipelinelock.http.Reply;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRow;
import pipelinelock.wording.Span;

/**
 * Lists a deployment's instances: at once from the Director's database, or with the state that
 * their agents report. For the latter the Director starts a task and redirects to it; its result is
 * one JSON object a line. An agent that does not answer delays it by 16 s, so concurrent callers
 * share one task, and a task that its caller gave up is awaited again rather than restarted.
 */
final class Listing {
  private static final ObjectReader JSON = Http.json().readerFor(InstanceJson.class);
  private static final TypeReference<List<InstanceRowJson>> ROWS = new TypeReference<>() {};

  private final DirectorApi api;
  private final Tasks tasks;
  private final String deployment;
  private final Timeouts timeouts;
  private final SharedAnswer<List<Instance>> answer;

  /** A task that had not ended when it was given up; touched by the one asking at a time. */
  private volatile Optional<Long> givenUp = Optional.empty();

  Listing(DirectorApi api, Tasks tasks, BoshConfig config) {
    this.api = api;
    this.tasks = tasks;
    this.deployment = config.deployment();
    this.timeouts = config.timeouts();
    this.answer = new SharedAnswer<>(this::ask, action());
  }

  /** From the database alone. */
  List<InstanceRow> rows() {
    String action = "reading the instances of " + deployment;
    List<InstanceRowJson> rows = api.list(action, url().build(), ROWS);
    try {
      return rows.stream().map(InstanceRowJson::toRow).toList();
    } catch (IllegalArgumentException e) {
      throw api.garbage(action, "an instance that the bot cannot read");
    }
  }

  /** As their agents report it. */
  List<Instance> instances() {
    return answer.get();
  }

  private List<Instance> ask() {
    long task = givenUp.filter(this::isUnderWay).orElseGet(this::start);
    givenUp = Optional.of(task);
    DirectorTask ended = end(task);
    givenUp = Optional.empty();
    if (ended.state() != DirectorTask.State.DONE) {
      throw new RemoteFailure(
          Kind.BROKEN,
          "The Director's task %d ended as '%s' while %s: %s"
              .formatted(task, ended.state().text(), action(), ended.result().orElse("no reason")));
    }
    return joined(result(task), rows());
  }

  /** One that has ended meanwhile describes some time ago. */
  private boolean isUnderWay(long task) {
    try {
      return !tasks.get(task).state().isFinal();
    } catch (RemoteFailure e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /**
   * The rows are younger than what the agents reported: where they show another VM, the agent that
   * answered is not there any more.
   */
  private List<Instance> joined(List<InstanceJson> told, List<InstanceRow> rows) {
    Map<InstanceId, InstanceRow> byId =
        rows.stream().collect(Collectors.toMap(InstanceRow::id, Function.identity(), (a, _) -> a));
    return told.stream().map(json -> joined(json, byId)).toList();
  }

  private Instance joined(InstanceJson json, Map<InstanceId, InstanceRow> rows) {
    Instance instance = instance(json, true);
    InstanceRow row = rows.get(instance.id());
    if (row == null) {
      return instance;
    }
    if (!row.cid().equals(instance.cid())) {
      throw new RemoteFailure(
          Kind.BUSY,
          "The VM of %s was replaced while the Director asked the agents".formatted(row.id()));
    }
    return instance(json, row.expectsVm());
  }

  private Instance instance(InstanceJson json, boolean expectsVm) {
    try {
      return json.toInstance(expectsVm);
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
  }

  private long start() {
    HttpUrl url = url().addQueryParameter("format", "full").build();
    Reply reply = api.exchange(action(), new Request.Builder().url(url).build());
    return TaskLocation.of(reply, url).orElseThrow(() -> api.refusal(action(), reply));
  }

  private HttpUrl.Builder url() {
    return api.at("deployments", deployment, "instances");
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
          "The Director's task %d is '%s' and was not done within %s while %s"
              .formatted(id, task.state().text(), Span.limit(timeouts.listing()), action()));
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

  private List<InstanceJson> result(long task) {
    HttpUrl url = tasks.output(task, "result");
    return api.ask(action(), url)
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .map(this::read)
        .toList();
  }

  private InstanceJson read(String line) {
    try {
      InstanceJson json = JSON.readValue(line);
      if (json != null) {
        return json;
      }
    } catch (IOException e) {
      // Without the cause: it may quote the whole line.
    }
    throw unreadable();
  }

  private RemoteFailure unreadable() {
    return api.garbage(action(), "an instance that the bot cannot read");
  }

  private String action() {
    return "listing the instances of " + deployment;
  }
}
