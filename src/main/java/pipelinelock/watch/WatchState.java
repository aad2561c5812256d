package pipelinelock.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * What the watcher knows about one environment, across restarts and on all nodes.
 *
 * @param version counts the changes; 0 = nothing is known yet
 * @param trouble the current problem, posted or not
 * @param calmSince since when it is no longer seen, though it may come back
 * @param blindSince since when the evidence has supported no verdict
 * @param notice the post about the trouble
 */
public record WatchState(
    long version,
    Optional<Trouble> trouble,
    Optional<Instant> calmSince,
    Optional<Instant> blindSince,
    Optional<Notice> notice) {
  public static final WatchState NOTHING =
      new WatchState(0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  WatchState with(Trouble now) {
    return new WatchState(version, Optional.of(now), Optional.empty(), blindSince, notice);
  }

  WatchState calm(Instant since) {
    return new WatchState(version, trouble, Optional.of(since), blindSince, notice);
  }

  WatchState blind(Instant since) {
    return new WatchState(version, trouble, calmSince, Optional.of(since), notice);
  }

  WatchState readable() {
    return new WatchState(version, trouble, calmSince, Optional.empty(), notice);
  }

  WatchState noticed(Notice now) {
    return new WatchState(version, trouble, calmSince, blindSince, Optional.of(now));
  }

  /** Without the trouble and its post. */
  WatchState over() {
    return new WatchState(
        version, Optional.empty(), Optional.empty(), blindSince, Optional.empty());
  }

  WatchState saved() {
    return new WatchState(version + 1, trouble, calmSince, blindSince, notice);
  }
}
