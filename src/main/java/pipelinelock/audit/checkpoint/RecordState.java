package pipelinelock.audit.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a series of checkpoints adds up to, as of one of them.
 *
 * @param number of the last one; 0 before the first
 * @param digest of the last one
 * @param heads of every chain, by its number
 */
public record RecordState(
    long number,
    String digest,
    Instant at,
    long events,
    String root,
    long highest,
    SortedMap<Long, ChainHead> heads) {
  /** Before the first checkpoint. */
  public static final RecordState START =
      new RecordState(
          0, RunningHash.START, Instant.EPOCH, 0, RunningHash.START, 0, new TreeMap<>());

  /**
   * What the next checkpoint adds to: nothing, where a person accepted another record in place of
   * this one.
   */
  RecordState base(Optional<Checkpoint.Acceptance> override) {
    return override
        .map(
            it ->
                new RecordState(
                    Math.max(number, it.number()),
                    digest,
                    at,
                    0,
                    RunningHash.START,
                    0,
                    new TreeMap<>()))
        .orElse(this);
  }

  /** After one more checkpoint, whose own problems are not asked for here. */
  public RecordState on(Checkpoint next) {
    var after = new TreeMap<>(base(next.override()).heads());
    next.spans().forEach(span -> after.put(span.chain(), new ChainHead(span.last(), span.head())));
    return new RecordState(
        next.number(), next.digest(), next.at(), next.events(), next.root(), next.highest(), after);
  }

  /** The line of each chain, one hash over all of them. */
  static String digest(Map<Long, ChainHead> heads) {
    var text = new StringBuilder();
    new TreeMap<>(heads)
        .forEach(
            (chain, head) -> text.append("%d %d %s\n".formatted(chain, head.last(), head.hash())));
    return Digest.of(text.toString());
  }

  /**
   * The checkpoint that takes in everything that is new.
   *
   * @param chains each that changed, with at least its new events; those that hold
   * @param highest the highest number that was given to an incident
   * @param now not before the last one's time is written, whatever the clock says
   * @param override where a person accepted this record as it is: then every chain is needed, whole
   */
  public Checkpoint next(
      Collection<ChainView> chains,
      long highest,
      Instant now,
      String key,
      Optional<Checkpoint.Acceptance> override) {
    return base(override).take(chains, highest, now, key, override);
  }

  private Checkpoint take(
      Collection<ChainView> chains,
      long highest,
      Instant now,
      String key,
      Optional<Checkpoint.Acceptance> override) {
    var spans = new ArrayList<ChainSpan>();
    long count = events;
    var running = root;
    var after = new TreeMap<>(heads);
    for (var chain : sorted(chains)) {
      long first = Math.max(lastOf(chain.chain()) + 1, chain.first());
      if (first <= chain.last()) {
        var fresh = chain.between(first, chain.last());
        spans.add(new ChainSpan(chain.chain(), first, chain.last(), fresh.getLast()));
        after.put(chain.chain(), new ChainHead(chain.last(), fresh.getLast()));
        running = RunningHash.over(running, fresh);
        count += fresh.size();
      }
    }
    return new Checkpoint(
        number + 1,
        digest,
        Instant.ofEpochMilli(Math.max(now.toEpochMilli(), at.toEpochMilli())),
        key,
        count,
        running,
        Math.max(highest, this.highest),
        digest(after),
        override,
        spans);
  }

  /** 0 where no event of it was taken in. */
  public long lastOf(long chain) {
    return Optional.ofNullable(heads.get(chain)).map(ChainHead::last).orElse(0L);
  }

  private static List<ChainView> sorted(Collection<ChainView> chains) {
    var sorted = new TreeMap<Long, ChainView>();
    chains.forEach(chain -> sorted.put(chain.chain(), chain));
    return List.copyOf(sorted.values());
  }
}
