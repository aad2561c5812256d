package pipelinelock.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.Patience;
import pipelinelock.lock.LockMessage.PoolResource;
import pipelinelock.lock.LockMessage.Verb;

/** Writes messages as pool-resource does, and reads them back. */
class LockMessagesPropertyTest {
  private static final int MESSAGES = 5_000;
  private static final List<Verb> VERBS = List.of(Verb.values());
  private static final Duration LIMIT = Patience.LIMIT;
  private static final String CONCOURSE = "https://ci.example:8443/concourse";
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:{}\"'%+?&=#é漢 ";

  @ParameterizedTest
  @ValueSource(longs = {1, 20260724, 987654321})
  void whatPoolResourceWritesIsReadBack(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < MESSAGES; i++) {
      var meaning = anyMeaning(random);
      var message = written(random, meaning);
      assertThat(LockMessages.read(message, meaning.lock())).as(message).isEqualTo(meaning);
    }
  }

  private static String written(Random random, PoolResource meaning) {
    boolean hasAddress =
        meaning.holder() instanceof Holder.Unnamed
            ? random.nextBoolean()
            : meaning.holder().concourse().isPresent();
    return hasAddress ? since18(random, meaning) : before18(meaning);
  }

  @Test
  void noTextBreaksTheReader() {
    var random = new Random(42);
    for (int i = 0; i < MESSAGES; i++) {
      var message = new StringBuilder(since18(random, anyMeaning(random)));
      for (int change = random.nextInt(5); change >= 0; change--) {
        message.setCharAt(random.nextInt(message.length()), (char) random.nextInt(0x3000));
      }
      assertThat(LockMessages.read(message.toString(), "lock")).isNotNull();
    }
  }

  @Test
  void aVeryLongMessageIsReadInNoTime() {
    var message = "main/a/{".repeat(50_000) + "} build 1 claiming: lock";

    var meaning = assertTimeoutPreemptively(LIMIT, () -> LockMessages.read(message, "lock"));

    assertThat(meaning).isInstanceOf(LockMessage.Other.class);
  }

  private static PoolResource anyMeaning(Random random) {
    var verb = VERBS.get(random.nextInt(VERBS.size()));
    return new PoolResource(verb, word(random), anyHolder(random));
  }

  private static Holder anyHolder(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Holder.Unnamed();
      case 1 -> new Holder.OneOffBuild(random.nextLong(1, 1_000_000_000), anyConcourse(random));
      default ->
          new Holder.JobBuild(
              new BuildRef(
                  word(random), word(random), anyVars(random), word(random), buildName(random)),
              anyConcourse(random));
    };
  }

  private static Optional<ConcourseAddress> anyConcourse(Random random) {
    return random.nextBoolean() ? Optional.empty() : ConcourseAddress.of(CONCOURSE);
  }

  private static String buildName(Random random) {
    var number = Integer.toString(random.nextInt(1, 10_000));
    return random.nextBoolean() ? number : number + "." + random.nextInt(1, 9);
  }

  private static Optional<String> anyVars(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of("{\"k%d\":\"a/b } {c\"}".formatted(random.nextInt(100)));
  }

  private static String word(Random random) {
    var word = new StringBuilder().append((char) ('a' + random.nextInt(26)));
    for (int length = random.nextInt(12); length > 0; length--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.append(random.nextInt(10)).toString();
  }

  private static String before18(PoolResource meaning) {
    var prefix =
        switch (meaning.holder()) {
          case Holder.JobBuild(var build, _) ->
              "%s/%s/%s%s build %s "
                  .formatted(
                      build.team(),
                      build.pipeline(),
                      build.instanceVars().map(vars -> vars + "/").orElse(""),
                      build.job(),
                      build.name());
          case Holder.OneOffBuild(var id, _) -> "one-off build %d ".formatted(id);
          case Holder.Unnamed _, Holder.Unreadable _ -> "";
        };
    return prefix + meaning.verb().text() + ": " + meaning.lock();
  }

  private static String since18(Random random, PoolResource meaning) {
    var url =
        switch (meaning.holder()) {
          case Holder.JobBuild(var build, _) ->
              "%s/teams/%s/pipelines/%s/jobs/%s/builds/%s%s"
                  .formatted(
                      CONCOURSE,
                      escaped(build.team()),
                      escaped(build.pipeline()),
                      escaped(build.job()),
                      build.name(),
                      build.instanceVars().map(vars -> query(random, vars)).orElse(""));
          case Holder.OneOffBuild(var id, _) -> CONCOURSE + "/builds/" + id;
          case Holder.Unnamed _, Holder.Unreadable _ -> "";
        };
    var between = random.nextBoolean() ? "\n" : " ";
    var end = random.nextBoolean() ? " " : "\n";
    return meaning.verb().text() + ": " + meaning.lock() + between + "Build URL: " + url + end;
  }

  private static String query(Random random, String vars) {
    int colon = vars.indexOf(':');
    return random.nextBoolean()
        ? "?vars=" + escaped(vars)
        : "?vars."
            + escaped(vars.substring(2, colon - 1))
            + "="
            + escaped(vars.substring(colon + 1, vars.length() - 1));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
