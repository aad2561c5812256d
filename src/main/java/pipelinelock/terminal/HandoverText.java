package pipelinelock.terminal;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.evidence.Handover;
import pipelinelock.evidence.voice.PublicUpdate;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/** A handover, and an update for a status page, as a terminal's text. */
public final class HandoverText {
  private HandoverText() {}

  /** What the next shift needs, a line each. */
  public static String of(Handover it, Instant now) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s · %s · %s".formatted(it.incident().id(), it.incident().environment(), it.state()));
    lines.add("Seen: " + it.verdict());
    lines.add(it.tried().isEmpty() ? "Tried: nothing yet" : "Tried:");
    it.tried().forEach(line -> lines.add("  - " + line));
    it.waits().ifPresent(what -> lines.add("Waits for: " + what));
    it.people()
        .forEach(
            (person, at) -> lines.add("Last here: %s, %s".formatted(person, Span.ago(at, now))));
    lines.add("Next decision: " + it.next());
    lines.add("For a status page: " + it.update().sentence());
    return text(lines);
  }

  /** The newest sentence, and how old it is. */
  public static String of(PublicUpdate it, Instant now) {
    return text(
        List.of(
            it.sentence(),
            "(as of %s, %s; read it before you send it)"
                .formatted(UtcTime.of(it.since(), now), Span.ago(it.since(), now))));
  }

  private static String text(List<String> lines) {
    return lines.stream()
        .map(line -> Outside.lines(line).replace('\n', ' ').stripTrailing() + "\n")
        .collect(joining());
  }
}
