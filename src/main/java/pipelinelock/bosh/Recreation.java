package pipelinelock.bosh;

import java.util.OptionalLong;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Reply;
import pipelinelock.runbook.Recreator.Answer;
import pipelinelock.vm.InstanceId;

/**
 * The request of {@code bosh recreate GROUP/ID}: {@code PUT
 * /deployments/:d/jobs/:group/:id?state=recreate} with an empty body. A body would be a new
 * manifest and get deployed; without the content type the Director does not find the route.
 */
final class Recreation {
  private static final MediaType YAML = MediaType.get("text/yaml");

  private final DirectorApi api;
  private final String deployment;

  Recreation(DirectorApi api, String deployment) {
    this.api = api;
    this.deployment = deployment;
  }

  Answer ask(InstanceId instance, String contextId) {
    String action = "recreating " + instance;
    Request request = request(instance, contextId);
    try {
      api.greet();
    } catch (RemoteFailure failure) {
      String why = String.valueOf(failure.getMessage());
      return failure.leavesDoubt() ? new Answer.NotSent(why) : new Answer.Refused(why);
    }
    try {
      return answer(action, request.url(), api.exchange(action, request));
    } catch (RemoteFailure failure) {
      return failed(failure);
    }
  }

  private Request request(InstanceId instance, String contextId) {
    HttpUrl url =
        api.at("deployments", deployment, "jobs", instance.group(), instance.id())
            .addQueryParameter("state", "recreate")
            .build();
    return new Request.Builder()
        .url(url)
        .header("X-Bosh-Context-Id", contextId)
        .put(RequestBody.create(new byte[0], YAML))
        .build();
  }

  private Answer answer(String action, HttpUrl asked, Reply reply) {
    OptionalLong task = TaskLocation.of(reply, asked);
    if (task.isPresent()) {
      return new Answer.Accepted(task.getAsLong());
    }
    if (reply.status() == 408) {
      // A gateway's word for "the remote took too long".
      return new Answer.InDoubt(String.valueOf(api.refusal(action, reply).getMessage()));
    }
    return failed(api.refusal(action, reply));
  }

  private static Answer failed(RemoteFailure failure) {
    String why = String.valueOf(failure.getMessage());
    return failure.leavesDoubt() ? new Answer.InDoubt(why) : new Answer.Refused(why);
  }
}
