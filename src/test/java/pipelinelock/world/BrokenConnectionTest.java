package pipelinelock.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.bosh.Director;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.concourse.ConcourseConfig;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.http.ClosingRelay;
import pipelinelock.http.Http;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.concourse.SimulatedConcourse;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * A read that is safe to repeat is repeated when its connection broke just behind an answer: for
 * each kind of reader of Concourse and BOSH. Git's is in {@code GitOverHttpTest}, tokens' and
 * streams' own cases in {@code JsonApiTest}.
 */
class BrokenConnectionTest {
  private static final LockedPipeline PIPELINE =
      new LockedPipeline(
          "main",
          SimulatedConcourse.PIPELINE,
          "pipeline-lock",
          "pipeline-unlock",
          List.of("cf-deploy"),
          "pipeline-pool",
          true);

  @AutoClose
  private final SimulatedWorld world = new SimulatedWorld(new WorldTime(Clock.systemUTC(), 600));

  @Test
  void everyReadOfConcourseOutlivesAConnectionThatBreaks() {
    try (var relay = new ClosingRelay(URI.create(world.concourse().url()))) {
      for (int again = 0; again < 3; again++) {
        // A new client has no token: it logs in on a connection that has carried something already.
        var http = Http.client();
        var first = client(relay, http);
        first.version();
        var reader = client(relay, http);
        assertThat(reader.pipeline().builds()).isNotEmpty();
        assertThat(reader.account().teams()).containsKey("main");
        assertThat(reader.workers()).hasSize(2);
        assertThat(reader.containers()).isNotEmpty();
        assertThat(reader.checks()).isNotEmpty();
        assertThat(reader.otherBuilds()).isEmpty();
        assertThat(reader.lockingSwitchedOff()).isPresent();
        assertThat(reader.activity(SimulatedConcourse.HUNG_BUILD).lastEvent()).isPresent();
        assertThat(reader.status(SimulatedConcourse.HUNG_BUILD).isOpen()).isTrue();
      }
      assertThat(relay.broken()).as("connections that broke under a request").isPositive();
    }
  }

  @Test
  void everyReadOfTheDirectorOutlivesAConnectionThatBreaks() {
    try (var relay = new ClosingRelay(URI.create(world.director().url()))) {
      var director = director(relay);
      for (int again = 0; again < 3; again++) {
        assertThat(director.openTasks()).isEmpty();
        assertThat(director.locks()).isEmpty();
        assertThat(director.rows()).hasSize(2);
        assertThat(director.instances()).hasSize(2);
        assertThatThrownBy(() -> director.events(7, 0))
            .hasMessageContaining("answered 404"); // what a stream begins with
      }
      assertThat(relay.broken()).as("connections that broke under a request").isPositive();
    }
  }

  private ConcourseClient client(ClosingRelay relay, okhttp3.OkHttpClient http) {
    var credentials = world.credentials();
    return new ConcourseClient(
        new ConcourseConfig(
            relay.uri(), credentials.concourseUser(), credentials.concoursePassword(), PIPELINE),
        http,
        Clock.systemUTC());
  }

  private Director director(ClosingRelay relay) {
    var credentials = world.credentials();
    return Director.of(
        new BoshConfig(
            relay.uri(),
            Optional.empty(),
            Optional.empty(),
            new BoshConfig.UaaClient(credentials.boshClient(), credentials.boshSecret()),
            Optional.empty(),
            "concourse",
            new BoshConfig.Timeouts(
                Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMillis(50))),
        Http.client(),
        Clock.systemUTC());
  }
}
