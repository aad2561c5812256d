package pipelinelock.bosh.task;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import pipelinelock.bosh.api.DirectorApi;
import pipelinelock.http.Reply;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.TaskOutput;

/** The Director's tasks and their logs. */
public final class Tasks {
  private static final TypeReference<List<TaskJson>> TASKS = new TypeReference<>() {};

  private final DirectorApi api;

  public Tasks(DirectorApi api) {
    this.api = api;
  }

  public DirectorTask get(long id) {
    HttpUrl url = api.at("tasks", Long.toString(id)).build();
    return api.get("reading task " + id, url, TaskJson.class).toTask();
  }

  /**
   * All tasks of all kinds that the filter lets through, listings too.
   *
   * @param filter {@code state} of open tasks, or {@code context_id}, of which there are few; never
   *     with an empty value, which matches every task without one
   */
  public List<DirectorTask> all(String action, String filter, String value) {
    HttpUrl url =
        api.at("tasks").addQueryParameter(filter, value).addQueryParameter("verbose", "2").build();
    return list(action, url);
  }

  /**
   * The tasks of a deployment that changed last, without those that only look: updates of the
   * deployment ({@code update_deployment}) and of one instance alone ({@code update_instance}) are
   * in it, listings are not (the Director's {@code tasks_controller.rb}, the same from 270.5, which
   * brought the latter, to 283; before it there are none). As many as the limit means that there
   * may be more.
   */
  List<DirectorTask> newest(String deployment, int limit) {
    HttpUrl url =
        api.at("tasks")
            .addQueryParameter("deployment", deployment)
            .addQueryParameter("verbose", "1")
            .addQueryParameter("limit", Integer.toString(limit))
            .build();
    return list("listing the newest tasks of " + deployment, url);
  }

  private List<DirectorTask> list(String action, HttpUrl url) {
    return api.list(action, url, TASKS).stream().map(TaskJson::toTask).toList();
  }

  public HttpUrl output(long id, String type) {
    return api.at("tasks", Long.toString(id), "output").addQueryParameter("type", type).build();
  }

  public TaskOutput events(long id, long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("a byte offset is not negative, as " + offset);
    }
    String action = "reading the events of task " + id;
    Request request =
        new Request.Builder()
            .url(output(id, "event"))
            .header("Range", "bytes=%d-".formatted(offset))
            .build();
    var range = new EventRange(api, action, offset);
    Reply reply = api.stream(action, request, range::read);
    return range.output(reply);
  }

  /** False when the Director says that it is too late. */
  public boolean cancel(long id) {
    String action = "cancelling task " + id;
    // In the singular, unlike all the others.
    HttpUrl url = api.at("task", Long.toString(id)).build();
    Reply reply = api.exchange(action, new Request.Builder().url(url).delete().build());
    if (reply.isSuccessful()) {
      return true;
    }
    if (reply.status() == 400) {
      return false;
    }
    throw api.refusal(action, reply);
  }
}
