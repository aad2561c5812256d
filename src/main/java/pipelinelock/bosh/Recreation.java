package pipelinelock.bosh;

import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import pipelinelock.bosh.api.DirectorApi;
import pipelinelock.bosh.api.SendOnce;
import pipelinelock.bosh.task.TaskLocation;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Reply;
import pipelinelock.runbook.platform.Recreator.Answer;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/**
 * The request of {@code bosh recreate GROUP/ID}: {@code PUT
 * /deployments/:d/jobs/:group/:id?state=recreate} with an empty body. A body would be a new
 * manifest and get deployed; without the content type the Director does not find the route. With
 * {@code --no-converge} it is {@code POST
 * /deployments/:d/instance_groups/:group/:id/actions/recreate}, and {@code --fix} has another name
 * there (cli {@code director/deployment.go}).
 */
final class Recreation {
  private static final MediaType YAML = MediaType.get("text/yaml");
  private static final String TOO_LATE =
      "when the login at the Director finished, the check before it was too old, or this node no longer had the incident";

  private final DirectorApi api;
  private final String deployment;

  Recreation(DirectorApi api, String deployment) {
    this.api = api;
    this.deployment = deployment;
  }

  Answer ask(
      InstanceId instance,
      Set<RecreateOption> options,
      String contextId,
      BooleanSupplier isStillWanted) {
    String action = "recreating " + instance;
    if (!instance.isNamedPlainly()) {
      return new Answer.Refused(
          "the bot sends no request for an instance with the name %s".formatted(instance));
    }
    Request request = request(instance, options, contextId);
    var departure = new SendOnce(isStillWanted);
    try {
      api.greet();
      return api.exchangeOnce(departure, action, request)
          .map(reply -> answer(action, request.url(), reply))
          .orElseGet(() -> new Answer.NotSent(TOO_LATE));
    } catch (RemoteFailure failure) {
      return departure.mayHaveActed() ? failed(failure) : notSent(failure);
    }
  }

  private Request request(InstanceId instance, Set<RecreateOption> options, String contextId) {
    boolean converge = !options.contains(RecreateOption.NO_CONVERGE);
    var body = RequestBody.create(new byte[0], YAML);
    var request =
        new Request.Builder()
            .url(converge ? converging(instance, options) : alone(instance, options))
            .header("X-Bosh-Context-Id", contextId);
    return converge ? request.put(body).build() : request.post(body).build();
  }

  private HttpUrl converging(InstanceId instance, Set<RecreateOption> options) {
    var url =
        api.at("deployments", deployment, "jobs", instance.group(), instance.id())
            .addQueryParameter("state", "recreate");
    return with(url, options, "fix");
  }

  private HttpUrl alone(InstanceId instance, Set<RecreateOption> options) {
    var url =
        api.at(
            "deployments",
            deployment,
            "instance_groups",
            instance.group(),
            instance.id(),
            "actions",
            "recreate");
    return with(url, options, "ignore_unresponsive_agent");
  }

  private static HttpUrl with(HttpUrl.Builder url, Set<RecreateOption> options, String fix) {
    if (options.contains(RecreateOption.SKIP_DRAIN)) {
      url.addQueryParameter("skip_drain", "true");
    }
    if (options.contains(RecreateOption.FIX)) {
      url.addQueryParameter(fix, "true");
    }
    return url.build();
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

  /** Who only asks to slow down may say yes later. */
  private static Answer notSent(RemoteFailure failure) {
    String why = String.valueOf(failure.getMessage());
    return failure.mayPass() ? new Answer.NotSent(why) : new Answer.Refused(why);
  }

  private static Answer failed(RemoteFailure failure) {
    String why = String.valueOf(failure.getMessage());
    return failure.leavesDoubt() ? new Answer.InDoubt(why) : new Answer.Refused(why);
  }
}
