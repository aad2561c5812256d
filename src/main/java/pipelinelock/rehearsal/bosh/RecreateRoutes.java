package pipelinelock.rehearsal.bosh;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.rehearsal.bosh.recreate.RecreateOrder;
import pipelinelock.rehearsal.bosh.task.DirectorJobs.Asker;
import pipelinelock.rehearsal.bosh.task.DirectorTask;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;

/** The two paths that recreate an instance, and what they refuse. */
final class RecreateRoutes {
  private static final String INSTANCE_ID = "[A-Fa-f0-9]{8}-[A-Fa-f0-9-]{27}|\\d+";
  private static final int LONGEST_LABEL = 64;

  private final SimulatedDirector director;

  RecreateRoutes(SimulatedDirector director) {
    this.director = director;
  }

  /** {@code PUT /deployments/:d/jobs/:job/:id?state=recreate}. */
  Answer converge(Call call, Map<String, String> at) {
    if (!call.header("Content-Type").startsWith("text/yaml")) {
      return DirectorRoutes.noEndpoint(call);
    }
    return refusal(call, at).orElseGet(() -> accepted(call, at, () -> changeState(call, at)));
  }

  /** {@code POST /deployments/:d/instance_groups/:job/:id/actions/recreate}. */
  Answer alone(Call call, Map<String, String> at) {
    return refusal(call, at)
        .orElseGet(
            () ->
                accepted(
                    call,
                    at,
                    () ->
                        director
                            .jobs()
                            .recreateAlone(
                                RecreateOrder.alone(target(at).orElseThrow(), call.query()),
                                asker(call))));
  }

  private DirectorTask changeState(Call call, Map<String, String> at) {
    if (!call.body().isEmpty()) {
      return director.jobs().refuse("manifest, which a body is", asker(call));
    }
    if (!call.query("state").equals("recreate")) {
      return director.jobs().refuse("state '%s'".formatted(call.query("state")), asker(call));
    }
    return director
        .jobs()
        .recreate(RecreateOrder.converging(target(at).orElseThrow(), call.query()), asker(call));
  }

  private Optional<Answer> refusal(Call call, Map<String, String> at) {
    if (call.header("X-Bosh-Context-Id").length() > LONGEST_LABEL) {
      return refused(400, 70010, "X-Bosh-Context-Id cannot be more than 64 characters in length");
    }
    if (DirectorRoutes.isUnknown(at)) {
      return Optional.of(DirectorRoutes.noDeployment(at));
    }
    String id = DirectorRoutes.value(at, "id");
    if (!id.matches(INSTANCE_ID)) {
      return refused(400, 70002, "Invalid instance index or id '%s'".formatted(id));
    }
    return target(at).isPresent()
        ? Optional.empty()
        : refused(
            404,
            70001,
            "'concourse/%s/%s' doesn't exist".formatted(DirectorRoutes.value(at, "job"), id));
  }

  private static Optional<Answer> refused(int status, int code, String description) {
    return Optional.of(DirectorRoutes.error(status, code, description));
  }

  private Answer accepted(Call call, Map<String, String> at, Supplier<DirectorTask> start) {
    var task = start.get();
    director.accepted(target(at).orElseThrow());
    return director.redirect(call, task);
  }

  private Optional<String> target(Map<String, String> at) {
    return director
        .instances()
        .find(DirectorRoutes.value(at, "job"), DirectorRoutes.value(at, "id"));
  }

  private Asker asker(Call call) {
    return new Asker(director.user(call), call.header("X-Bosh-Context-Id"));
  }
}
