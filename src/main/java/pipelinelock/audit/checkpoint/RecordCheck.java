package pipelinelock.audit.checkpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.audit.Verification;
import pipelinelock.audit.checkpoint.key.TrustedKeys;

/**
 * Checks, event by event, that a record still contains everything that its checkpoints cover. It
 * reports the first contradiction of each chain.
 */
public final class RecordCheck {
  private final Map<Long, ChainView> record;
  private final TrustedKeys keys;
  private final List<String> problems = new ArrayList<>();
  private final List<String> overrides = new ArrayList<>();
  private final Set<Long> reported = new HashSet<>();
  private RecordState state = RecordState.START;
  private long unproved;

  /**
   * What was found.
   *
   * @param problems a sentence each
   * @param overrides who accepted another record in place of the witnessed one, and why
   * @param state what the checkpoints say, up to the last one that holds
   * @param unproved how many of the events that were taken in are in archives that were not named
   * @param younger how many events of the record no checkpoint took in yet
   */
  public record Result(
      List<String> problems,
      List<String> overrides,
      RecordState state,
      long unproved,
      long younger) {
    public Result {
      problems = List.copyOf(problems);
      overrides = List.copyOf(overrides);
    }
  }

  private RecordCheck(Map<Long, ChainView> record, TrustedKeys keys) {
    this.record = record;
    this.keys = keys;
  }

  /**
   * Checks.
   *
   * @param record every chain by its number
   * @param highest the highest number that was given to an incident, as the record has it
   */
  public static Result of(
      List<SignedCheckpoint> series, Map<Long, ChainView> record, long highest, TrustedKeys keys) {
    return new RecordCheck(record, keys).check(series, highest);
  }

  private Result check(List<SignedCheckpoint> series, long highest) {
    int last = lastOverride(series);
    for (int i = 0; i < series.size(); i++) {
      var signed = series.get(i);
      var problem = Series.problem(state, signed, keys);
      if (problem.isPresent()) {
        problems.add(
            "Checkpoint %d %s; this one and those after it prove nothing"
                .formatted(signed.checkpoint().number(), problem.get()));
        break;
      }
      signed.checkpoint().override().ifPresent(it -> overrides.add(reported(signed, it)));
      if (i >= last) {
        compare(signed.checkpoint());
      }
      state = state.on(signed.checkpoint());
    }
    if (highest < state.highest()) {
      problems.add(
          "Checkpoint %d covers %s, but the record has none after %s"
              .formatted(
                  state.number(),
                  Verification.name(state.highest()),
                  highest == 0 ? "the beginning" : Verification.name(highest)));
    }
    return new Result(problems, overrides, state, unproved, younger());
  }

  /** What an accepted record was before is no longer asked of it. */
  private static int lastOverride(List<SignedCheckpoint> series) {
    for (int i = series.size() - 1; i > 0; i--) {
      if (series.get(i).checkpoint().override().isPresent()) {
        return i;
      }
    }
    return 0;
  }

  private static String reported(SignedCheckpoint signed, Checkpoint.Acceptance override) {
    return "Checkpoint %d (%s) accepted this record in place of the one of checkpoint %d: %s"
        .formatted(
            signed.checkpoint().number(),
            signed.checkpoint().at(),
            override.number(),
            override.reason());
  }

  private void compare(Checkpoint next) {
    boolean known = true;
    var running = state.base(next.override()).root();
    for (var span : next.spans()) {
      var chain = Optional.ofNullable(record.get(span.chain()));
      var problem = problem(span, chain);
      if (problem.isPresent() && reported.add(span.chain())) {
        problems.add(
            "%s: %s"
                .formatted(
                    Verification.name(span.chain()), problem.get().formatted(next.number())));
      }
      boolean there = problem.isEmpty() && chain.orElseThrow().first() <= span.first();
      if (there) {
        running = RunningHash.over(running, chain.orElseThrow().between(span.first(), span.last()));
      } else if (problem.isEmpty()) {
        unproved += span.last() - span.first() + 1;
      }
      known &= there;
    }
    if (known && !running.equals(next.root())) {
      problems.add(
          "Checkpoint %d covers other events than the record has, or in another order"
              .formatted(next.number()));
    }
  }

  private static Optional<String> problem(ChainSpan span, Optional<ChainView> chain) {
    if (chain.isEmpty()) {
      return Optional.of(
          "checkpoint %%d has its event %d, but the record has no event of it"
              .formatted(span.last()));
    }
    if (chain.get().last() < span.last()) {
      return Optional.of(
          "checkpoint %%d has its event %d, but the record ends with event %d: its end was cut off"
              .formatted(span.last(), chain.get().last()));
    }
    return chain.get().at(span.last()).filter(hash -> !hash.equals(span.head())).isPresent()
        ? Optional.of(
            "its event %d is not the one that checkpoint %%d has: it was rewritten"
                .formatted(span.last()))
        : Optional.empty();
  }

  private long younger() {
    return record.values().stream()
        .mapToLong(
            it -> Math.max(0, it.last() - Math.max(state.lastOf(it.chain()), it.first() - 1)))
        .sum();
  }
}
