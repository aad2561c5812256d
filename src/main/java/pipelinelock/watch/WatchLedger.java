package pipelinelock.watch;

import pipelinelock.environment.EnvironmentName;

/** The watcher's memory. When {@link #save} returns, the state is on disk. */
public interface WatchLedger {
  WatchState find(EnvironmentName environment);

  /**
   * Replaces the state that this one was made from.
   *
   * @return false when another node was faster: nothing was saved
   */
  boolean save(EnvironmentName environment, WatchState state);
}
