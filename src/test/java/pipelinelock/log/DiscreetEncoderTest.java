package pipelinelock.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import pipelinelock.secrecy.KnownSecrets;

class DiscreetEncoderTest {
  private static final String SECRET = "encoder-s3cret-word";

  @Test
  void neitherTheMessageNorACauseShowsASecret() {
    KnownSecrets.add(SECRET);
    var context = new LoggerContext();
    var encoder = new DiscreetEncoder();
    encoder.setContext(context);
    encoder.start();
    var problem =
        new IllegalStateException(
            "the fetch broke", new java.io.IOException("401 for bot:" + SECRET));
    var event =
        new LoggingEvent(
            "fqcn",
            context.getLogger("git"),
            Level.WARN,
            "sent {}",
            problem,
            new Object[] {SECRET.toUpperCase(java.util.Locale.ROOT)});

    var line = new String(encoder.encode(event), UTF_8);

    assertThat(line)
        .contains(
            "WARN  git sent ***\n",
            "the fetch broke",
            "Caused by: java.io.IOException: 401 for bot:***",
            "\tat ")
        .doesNotContainIgnoringCase(SECRET);
  }

  @Test
  void whatARemoteSaysCannotForgeALineNorSteerATerminal() {
    var context = new LoggerContext();
    var encoder = new DiscreetEncoder();
    encoder.setContext(context);
    encoder.start();
    String forged = "no\r\n2026-11-30T10:41:46.123Z INFO  git all is well\u001b[2J\u202e";
    var problem = new IllegalStateException(forged);
    var event =
        new LoggingEvent(
            "fqcn",
            context.getLogger("git"),
            Level.WARN,
            "it said {}",
            problem,
            new Object[] {forged});

    var lines = new String(encoder.encode(event), UTF_8).lines().toList();

    assertThat(lines.getFirst()).endsWith("WARN  git it said no");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("\t"));
    assertThat(String.join("", lines))
        .contains("all is well\uFFFD[2J")
        .doesNotContain("\u202e", "\u001b");
  }
}
