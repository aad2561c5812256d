package pipelinelock.rehearsal.bosh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.rehearsal.bosh.instance.InstanceListing;
import pipelinelock.rehearsal.bosh.task.DirectorTask;
import pipelinelock.rehearsal.bosh.task.TaskOutput;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Routes;

/** The Director's paths, its two kinds of 401, and its habit of sending JSON as HTML. */
final class DirectorRoutes {
  private static final String HTML = "text/html;charset=utf-8";

  private final SimulatedDirector director;
  private final Routes routes;

  DirectorRoutes(SimulatedDirector director) {
    this.director = director;
    var recreates = new RecreateRoutes(director);
    this.routes =
        new Routes()
            .on("GET /info", (call, _) -> Answer.json(info(call)))
            .on("GET /deployments", reading((_, _) -> asHtml(200, deployments())))
            .on(
                "GET /resurrection",
                reading((_, _) -> asHtml(200, Json.object("resurrection", true))))
            .on("GET /deployments/:d/vms", reading((call, at) -> listing(call, at, false)))
            .on("GET /deployments/:d/instances", reading((call, at) -> listing(call, at, true)))
            .on("PUT /deployments/:d/jobs/:job/:id", changing(recreates::converge))
            .on(
                "POST /deployments/:d/instance_groups/:job/:id/actions/recreate",
                changing(recreates::alone))
            .on(
                "GET /tasks",
                reading((call, _) -> Answer.json(director.tasks().json(call.query()))))
            .on("GET /tasks/:id", reading((_, at) -> withTask(at, this::task)))
            .on(
                "GET /tasks/:id/output",
                reading((call, at) -> withTask(at, it -> output(call, it))))
            .on("DELETE /task/:id", changing((_, at) -> withTask(at, DirectorRoutes::cancel)))
            .on("GET /locks", reading((_, _) -> Answer.json(director.lock().json())));
  }

  Answer answer(Call call) {
    return routes.answer(call).orElseGet(() -> noEndpoint(call));
  }

  private Routes.Action reading(Routes.Action action) {
    return allowed(client -> client.mayRead(director.uuid()), "bosh.read", action);
  }

  private Routes.Action changing(Routes.Action action) {
    return allowed(client -> client.isAdmin(director.uuid()), "bosh.admin", action);
  }

  private Routes.Action allowed(
      Function<BoshClient, Boolean> may, String scope, Routes.Action action) {
    return (call, at) -> {
      var client = director.caller(call);
      if (client.isEmpty()) {
        return Answer.text(401, "Not authorized: '%s'\n".formatted(call.path()))
            .with("WWW-Authenticate", "Basic realm=\"BOSH Director\"");
      }
      if (!may.apply(client.get())) {
        return error(
            401,
            600000,
            "Require one of the scopes: %s, bosh.%s.admin".formatted(scope, director.uuid()));
      }
      return action.answer(call, at);
    };
  }

  private ObjectNode info(Call call) {
    var info = (ObjectNode) Json.parse(Json.resource("bosh/info.uaa.json"));
    info.put("user", director.caller(call).map(BoshClient::id).orElse(null));
    info.set("user_authentication", director.authentication());
    return info;
  }

  private JsonNode deployments() {
    var deployments = Json.parse(Json.resource("bosh/deployments.json"));
    ((ObjectNode) deployments.get(0)).put("locked", director.lock().isHeld());
    return deployments;
  }

  private Answer listing(Call call, Map<String, String> at, boolean withoutVm) {
    if (isUnknown(at)) {
      return noDeployment(at);
    }
    return call.query("format").equals("full")
        ? director.redirect(call, director.jobs().list(withoutVm, director.user(call)))
        : asHtml(200, new InstanceListing(director.instances(), withoutVm).brief());
  }

  private Answer task(DirectorTask task) {
    return Answer.json(task.json(SimulatedDirector.DEPLOYMENT));
  }

  private Answer output(Call call, DirectorTask task) {
    return switch (call.query("type")) {
      case "event" -> director.jobs().log(task, call.header("Range"));
      case "result" -> TaskOutput.of(task.read("result"), call.header("Range"));
      case "debug", "cpi", "none", "" -> Answer.empty(204);
      default -> error(401, 600000, "Unknown type %s".formatted(call.query("type")));
    };
  }

  private static Answer cancel(DirectorTask task) {
    return task.cancel()
        ? Answer.empty(204)
        : Answer.text(
            400,
            "Cannot cancel task %d: invalid state (%s)".formatted(task.id(), task.state().text()));
  }

  private Answer withTask(Map<String, String> at, Function<DirectorTask, Answer> action) {
    return director
        .tasks()
        .find(value(at, "id"))
        .map(action)
        .orElseGet(() -> error(404, 10000, "Task %s not found".formatted(at.get("id"))));
  }

  static boolean isUnknown(Map<String, String> at) {
    return !SimulatedDirector.DEPLOYMENT.equals(at.get("d"));
  }

  static Answer noDeployment(Map<String, String> at) {
    return error(404, 70000, "Deployment '%s' doesn't exist".formatted(at.get("d")));
  }

  static Answer noEndpoint(Call call) {
    return Answer.text(404, "Endpoint '%s' not found.".formatted(call.path()));
  }

  static Answer error(int status, int code, String description) {
    return asHtml(status, Json.object("code", code, "description", description));
  }

  private static Answer asHtml(int status, JsonNode body) {
    return Answer.bytes(status, HTML, Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  static String value(Map<String, String> at, String name) {
    return Optional.ofNullable(at.get(name)).orElse("");
  }
}
