package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Routes;

/**
 * The paths of the Concourse API that the bot may need, with the permissions that 7.11.2 demands.
 */
final class ConcourseRoutes {
  private static final String PIPELINES = "/api/v1/teams/main/pipelines";
  private static final String PIPELINE = PIPELINES + "/:pipeline";
  private static final String JOB = PIPELINE + "/jobs/:job";

  private final SimulatedConcourse concourse;
  private final ConcourseResources resources;
  private final ConcourseDocuments documents;
  private final Routes routes = new Routes();

  ConcourseRoutes(SimulatedConcourse concourse, ConcourseResources resources) {
    this.concourse = concourse;
    this.resources = resources;
    documents = new ConcourseDocuments(concourse);
    routes.on("POST /sky/issuer/token", (call, _) -> concourse.tokens().issue(call));
    open("GET /api/v1/info", (_, _) -> Answer.json(documents.info()));
    team("GET /api/v1/user", (_, _) -> Answer.json(documents.user()));
    team("GET /api/v1/workers", (_, _) -> Answer.json(concourse.workers().json()));
    open("GET /api/v1/builds", (call, _) -> builds(call, concourse.pipeline().listed()));
    open("GET /api/v1/teams/main/builds", (call, _) -> builds(call, concourse.pipeline().listed()));
    open("GET /api/v1/jobs", (_, _) -> Answer.json(jobs()));
    team(
        "GET /api/v1/teams/main/containers",
        (call, _) -> Answer.json(Json.array(concourse.containers().of(call))));
    team("GET /api/v1/teams", (_, _) -> Answer.json(Json.array(List.of(documents.team()))));
    pipelineRoutes();
    jobRoutes();
    buildRoutes();
    open(
        "GET /teams/main/pipelines/:pipeline/jobs/:job/builds/:number",
        (call, at) -> inJob((_, job) -> page(job, at)).answer(call, at));
  }

  Answer answer(Call call) {
    return routes
        .answer(call)
        .orElseGet(() -> Answer.empty(404))
        .with("X-Concourse-Version", concourse.version());
  }

  private void pipelineRoutes() {
    open("GET " + PIPELINES, (_, _) -> Answer.json(Json.array(List.of(documents.pipeline()))));
    open("GET " + PIPELINE, inPipeline((_, _) -> Answer.json(documents.pipeline())));
    team("GET " + PIPELINE + "/config", inPipeline((_, _) -> documents.config()));
    team("PUT " + PIPELINE + "/pause", inPipeline((_, _) -> pause(true)));
    team("PUT " + PIPELINE + "/unpause", inPipeline((_, _) -> pause(false)));
    open(
        "GET " + PIPELINE + "/builds",
        inPipeline((call, _) -> builds(call, concourse.pipeline().listed())));
    open("GET " + PIPELINE + "/jobs", inPipeline((_, _) -> Answer.json(jobs())));
    open("GET " + PIPELINE + "/resources/:resource", inPipeline((_, at) -> resources.one(at)));
    open(
        "GET " + PIPELINE + "/resources/:resource/versions",
        inPipeline((_, at) -> resources.versions(at)));
    team(
        "POST " + PIPELINE + "/resources/:resource/check",
        inPipeline((call, at) -> resources.check(call, at)));
  }

  private void jobRoutes() {
    open("GET " + JOB, inJob((_, job) -> Answer.json(job.json())));
    open("GET " + JOB + "/builds", inJob((call, job) -> builds(call, job.builds().stream())));
    team("POST " + JOB + "/builds", inJob((_, job) -> Answer.json(concourse.trigger(job))));
    team("PUT " + JOB + "/pause", inJob((_, job) -> concourse.pause(job, true)));
    team("PUT " + JOB + "/unpause", inJob((_, job) -> concourse.pause(job, false)));
    open(
        "GET " + JOB + "/builds/:number",
        (call, at) ->
            inJob(
                    (_, job) ->
                        orNotFound(job.build(at.getOrDefault("number", "")), ConcourseBuild::json))
                .answer(call, at));
  }

  private void buildRoutes() {
    open("GET /api/v1/builds/:id", (_, at) -> orNotFound(build(at), ConcourseBuild::json));
    open(
        "GET /api/v1/builds/:id/resources",
        (_, at) -> orNotFound(build(at), ConcourseBuild::resources));
    team(
        "GET /api/v1/builds/:id/preparation",
        (_, at) -> orNotFound(ofAJob(at), concourse.pipeline()::preparation));
    team(
        "GET /api/v1/builds/:id/plan",
        (_, at) -> orNotFound(planned(at), ConcourseDocuments::plan));
    team("GET /api/v1/builds/:id/events", this::events);
    team("PUT /api/v1/builds/:id/abort", (_, at) -> abort(at));
  }

  private Answer events(Call call, Map<String, String> at) {
    var last = call.header("Last-Event-ID");
    if (!last.matches("\\d{0,9}")) {
      return Answer.empty(400);
    }
    int next = last.isEmpty() ? 0 : Integer.parseInt(last) + 1;
    return build(at)
        .map(build -> concourse.stream(build, next))
        .map(stream -> Answer.streaming("text/event-stream; charset=utf-8", stream))
        .map(answer -> answer.with("Cache-Control", "no-cache, no-store, must-revalidate"))
        .map(answer -> answer.with("X-Accel-Buffering", "no"))
        .map(answer -> answer.with("X-ATC-Stream-Version", "2.0"))
        .orElseGet(() -> Answer.empty(404));
  }

  private Answer page(ConcourseJob job, Map<String, String> at) {
    return job.build(at.getOrDefault("number", ""))
        .map(build -> BuildPage.of(build, concourse.time().now()))
        .orElseGet(() -> Answer.empty(404));
  }

  private Answer abort(Map<String, String> at) {
    ofAJob(at).ifPresent(concourse::abort);
    return Answer.empty(build(at).isPresent() ? 204 : 404);
  }

  private ArrayNode jobs() {
    return Json.array(
        concourse.pipeline().jobs().values().stream().map(ConcourseJob::summary).toList());
  }

  private Answer pause(boolean pause) {
    concourse.pipeline().pause(pause);
    return Answer.empty(200);
  }

  private static Answer builds(Call call, Stream<ConcourseBuild> builds) {
    int limit = number(call.query("limit"), 100);
    int from = number(call.query("from"), 0);
    int to = number(call.query("to"), Integer.MAX_VALUE);
    var fit = builds.filter(build -> build.id() >= from && build.id() <= to).toList();
    // Cut from below, a page holds the oldest; in any case it is listed newest first.
    int skipped = from > 0 ? Math.max(0, fit.size() - limit) : 0;
    return Answer.json(
        Json.array(fit.stream().skip(skipped).limit(limit).map(ConcourseBuild::json).toList()));
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  private Optional<ConcourseBuild> build(Map<String, String> at) {
    return concourse
        .pipeline()
        .listed()
        .filter(build -> String.valueOf(build.id()).equals(at.get("id")))
        .findFirst();
  }

  private Optional<ConcourseBuild> ofAJob(Map<String, String> at) {
    return build(at).filter(build -> !build.isCheck());
  }

  private Optional<ConcourseBuild> planned(Map<String, String> at) {
    return build(at).filter(build -> !build.isPending() && !build.isCheck());
  }

  private static Answer orNotFound(
      Optional<ConcourseBuild> build, Function<ConcourseBuild, ? extends JsonNode> shape) {
    return build.map(shape).map(node -> Answer.json(node)).orElseGet(() -> Answer.empty(404));
  }

  private Routes.Action inPipeline(Routes.Action action) {
    return (call, at) ->
        SimulatedConcourse.PIPELINE.equals(at.get("pipeline"))
            ? action.answer(call, at)
            : Answer.empty(404);
  }

  private interface JobAction {
    Answer answer(Call call, ConcourseJob job);
  }

  private Routes.Action inJob(JobAction action) {
    return inPipeline(
        (call, at) ->
            Optional.ofNullable(concourse.pipeline().jobs().get(at.getOrDefault("job", "")))
                .map(job -> action.answer(call, job))
                .orElseGet(() -> Answer.empty(404)));
  }

  /** The pipeline is exposed: no token is needed, but a bad one is refused. */
  private void open(String path, Routes.Action action) {
    guarded(path, call -> concourse.tokens().isBlankOrValid(call), action);
  }

  private void team(String path, Routes.Action action) {
    guarded(path, call -> concourse.tokens().isValid(call), action);
  }

  private void guarded(String path, Function<Call, Boolean> may, Routes.Action action) {
    routes.on(
        path,
        (call, at) ->
            may.apply(call) ? action.answer(call, at) : Answer.text(401, "not authorized"));
  }
}
