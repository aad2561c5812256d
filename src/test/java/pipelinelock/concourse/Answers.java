package pipelinelock.concourse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import okhttp3.OkHttpClient;
import pipelinelock.environment.LockedPipeline;

/** What the tests of this package share: Concourse's answers, and a client of it. */
final class Answers {
  static final Instant NOW = Instant.parse("2024-02-19T10:57:00Z");
  static final OkHttpClient HTTP = new OkHttpClient();
  static final LockedPipeline PIPELINE =
      new LockedPipeline(
          "main",
          "create-cloudfoundry",
          "pipeline-lock",
          "pipeline-unlock",
          List.of("cf-deploy", "smoke-tests"),
          "pipeline-pool",
          true);

  private Answers() {}

  static String answer(String name) {
    try (var in = Answers.class.getResourceAsStream("/concourse/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no answer " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ConcourseConfig config(String url, Duration limit) {
    return config(url, limit, Duration.ofMillis(200));
  }

  static ConcourseClient client(String url, Duration limit) {
    return client(url, limit, Duration.ofMillis(200));
  }

  static ConcourseClient client(String url, Duration limit, Duration idle) {
    return new ConcourseClient(config(url, limit, idle), HTTP, InstantSource.fixed(NOW));
  }

  private static ConcourseConfig config(String url, Duration limit, Duration idle) {
    return new ConcourseConfig(
        URI.create(url), "admin", "s3cret", PIPELINE, "pipeline-trigger", limit, idle);
  }
}
