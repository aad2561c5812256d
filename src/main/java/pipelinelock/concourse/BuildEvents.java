package pipelinelock.concourse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.Http;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.wording.Span;

/**
 * Reads a build's event stream up to now. The stream of an open build has no end, so it counts as
 * read when no event arrives for a while. A partly read history is a failure and never an answer:
 * its newest event would look like silence.
 */
final class BuildEvents {
  /** Concourse sends the history in batches of so many ({@code atc/db/build_event_source.go}). */
  private static final int BATCH = 2_000;

  private static final int CONNECTIONS = 3;
  private static final Duration LIVE = Duration.ofSeconds(30);
  private static final Duration SLACK = Duration.ofMillis(20);

  private final Session session;
  private final ConcourseConfig config;
  private final InstantSource clock;
  private final ObjectMapper json = Http.json();

  BuildEvents(Session session, ConcourseConfig config, InstantSource clock) {
    this.session = session;
    this.config = config;
    this.clock = clock;
  }

  /** The plan and the events are asked for side by side: one answer's lag instead of two. */
  BuildActivity activity(long buildId) {
    var plan =
        Parallel.start(
            () ->
                session.find(
                    "reading the plan of build " + buildId,
                    session.at("builds", Long.toString(buildId), "plan").build(),
                    JsonNode.class));
    var reading = new Reading(buildId, plan);
    reading.read();
    return reading.story().activity();
  }

  private final class Reading {
    private final long buildId;
    private final Supplier<Optional<JsonNode>> plan;
    private final Instant asked = clock.instant();
    private final long until = System.nanoTime() + config.limit().toNanos();

    private @Nullable BuildStory story;

    /** A build without a plan is pending and has no events to wait for. */
    private boolean begun;

    private Optional<String> lastId = Optional.empty();
    private int events;

    Reading(long buildId, Supplier<Optional<JsonNode>> plan) {
      this.buildId = buildId;
      this.plan = plan;
    }

    /** What the events say; waits for the plan, without which they mean nothing. */
    BuildStory story() {
      if (story == null) {
        var steps = new PlanSteps(config.pipeline().poolResource());
        plan.get().ifPresent(steps::add);
        begun = plan.get().isPresent();
        story = new BuildStory(buildId, steps);
      }
      return story;
    }

    void read() {
      for (int connection = 1; !isRead(connection); connection++) {
        if (connection == CONNECTIONS) {
          throw new RemoteFailure(
              Kind.UNREACHABLE,
              "Concourse broke off the events of build %d %d times".formatted(buildId, connection));
        }
      }
    }

    private boolean isRead(int connection) {
      try {
        return session.stream(
            "reading the events of build " + buildId, request(), left(), this::readAll);
      } catch (RemoteFailure failure) {
        if (failure.kind() == Kind.UNREACHABLE
            && connection < CONNECTIONS
            && !Thread.currentThread().isInterrupted()) {
          return false;
        }
        throw failure;
      }
    }

    private Request.Builder request() {
      var request =
          new Request.Builder()
              .url(session.at("builds", Long.toString(buildId), "events").build())
              .header("Accept", "text/event-stream");
      lastId.ifPresent(id -> request.header("Last-Event-ID", id));
      return request;
    }

    /** Whether all was read; false when the connection ended before the stream did. */
    private boolean readAll(Response response) throws IOException {
      if (!String.valueOf(response.header("Content-Type")).startsWith("text/event-stream")) {
        throw session.api().garbage("reading the events of build " + buildId, "no event stream");
      }
      story();
      var source = response.body().source();
      var stream = new ServerSentEvents(source);
      events = 0;
      try {
        for (var event = next(source, stream); event.isPresent(); event = next(source, stream)) {
          if (event.get().type().equals("end")) {
            return true;
          }
          add(event.get());
          if (isSinceWeAsked()) {
            return true; // a busy build's stream never falls silent
          }
        }
        return false;
      } catch (InterruptedIOException e) {
        return isIdle(e);
      }
    }

    private Optional<ServerSentEvents.Event> next(BufferedSource source, ServerSentEvents stream)
        throws IOException {
      // After a full batch, and before the first event, silence only means that more is coming.
      boolean more = events % BATCH == 0 && begun;
      var wait = more ? left() : config.idle();
      source.timeout().timeout(wait.toNanos(), TimeUnit.NANOSECONDS);
      return stream.next();
    }

    private boolean isIdle(InterruptedIOException silence) throws InterruptedIOException {
      if (Thread.currentThread().isInterrupted()) {
        throw silence;
      }
      boolean late = left().compareTo(SLACK) <= 0;
      if (late && !isLive()) {
        throw new RemoteFailure(
            Kind.TIMED_OUT,
            "Concourse did not send all events of build %d within %s"
                .formatted(buildId, Span.limit(config.limit())),
            silence);
      }
      return true;
    }

    private boolean isSinceWeAsked() {
      return story().lastEvent().filter(it -> it.isAfter(asked)).isPresent();
    }

    private boolean isLive() {
      return story().lastEvent().filter(it -> it.isAfter(clock.instant().minus(LIVE))).isPresent();
    }

    private void add(ServerSentEvents.Event event) {
      events++;
      lastId = Optional.of(event.id()).filter(id -> !id.isEmpty()).or(() -> lastId);
      try {
        var envelope = json.readTree(event.data());
        story().add(envelope.path("event").asText(), envelope.path("data"));
      } catch (JsonProcessingException e) {
        throw session
            .api()
            .garbage("reading the events of build " + buildId, "an event that is not JSON");
      }
    }

    private Duration left() {
      return Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
    }
  }
}
