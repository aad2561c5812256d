package pipelinelock.terminal;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.wording.Span;

/** The age of the evidence: {@code lock repository 1 s ago, Concourse 2 s ago, BOSH not read}. */
final class Freshness {
  private Freshness() {}

  static String of(List<FactLine> facts, Instant now) {
    return Arrays.stream(Source.values())
        .flatMap(source -> one(source, facts, now).stream())
        .collect(joining(", "));
  }

  /** By the oldest fact; nothing for a source that was not needed. */
  private static Optional<String> one(Source source, List<FactLine> all, Instant now) {
    var facts = all.stream().filter(it -> it.source() == source).toList();
    var oldest =
        facts.stream()
            .filter(it -> it.value().isPresent())
            .map(FactLine::at)
            .min(Comparator.naturalOrder());
    long unread = facts.stream().filter(it -> it.value().isEmpty()).count();
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    if (oldest.isEmpty()) {
      return Optional.of(source.text() + " not read");
    }
    String age = source.text() + " " + Span.ago(oldest.get(), now);
    return Optional.of(
        unread == 0 ? age : age + " (%d of %d facts not read)".formatted(unread, facts.size()));
  }
}
