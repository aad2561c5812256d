package pipelinelock.rehearsal.concourse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import pipelinelock.rehearsal.http.Answer;

/**
 * The web page of one build, to which links in Slack lead. Concourse's own is a program in the
 * browser; this one shows the same: the status and what the build has printed so far.
 */
final class BuildPage {
  private static final String SHELL =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>%1$s</title></head>
      <body><p>REHEARSAL: a simulated Concourse</p><h1>%1$s</h1>
      <p>%2$s</p>
      <pre>%3$s</pre></body></html>
      """;
  private static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private BuildPage() {}

  static Answer of(ConcourseBuild build, Instant now) {
    var printed = new StringBuilder();
    for (var event : build.events(now)) {
      printed.append(event.data().path("payload").asText());
    }
    var page =
        SHELL.formatted(
            escaped(build.job() + " #" + build.number()),
            escaped(state(build)),
            escaped(printed.isEmpty() ? "It has printed nothing." : printed.toString()));
    return Answer.bytes(200, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
        .with("Content-Security-Policy", POLICY);
  }

  private static String state(ConcourseBuild build) {
    var since =
        build
            .startedAt()
            .map(it -> ", begun at " + it.truncatedTo(ChronoUnit.SECONDS))
            .orElse(", not begun");
    return build.status() + since;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
