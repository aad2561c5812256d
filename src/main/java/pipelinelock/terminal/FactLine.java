package pipelinelock.terminal;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.wording.Outside;

/**
 * One fact in words.
 *
 * @param name what it is about, {@code lock}; never changes, because scripts look for it
 * @param at when it was read or given up
 * @param value what was read; empty if nothing was
 * @param why why it was not read; empty if it was
 */
record FactLine(
    String name, Source source, Instant at, Optional<String> value, Optional<String> why) {
  static <T> FactLine of(String name, Fact<T> fact, Function<T, String> words) {
    return switch (fact) {
      case Fact.Known<T>(var observed, var source, var at) ->
          new FactLine(
              name,
              source,
              at,
              Optional.of(Outside.lines(words.apply(observed))),
              Optional.empty());
      case Fact.NotRead<T>(var source, var reason, var at, var _) ->
          new FactLine(name, source, at, Optional.empty(), Optional.of(Outside.lines(reason)));
    };
  }
}
