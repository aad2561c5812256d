package pipelinelock.watch;

import pipelinelock.environment.EnvironmentName;

/** Decides which node watches an environment: one at a time. */
public interface WatchTurns {
  /** Of the only node. */
  WatchTurns SOLE = _ -> true;

  /** Takes it or keeps it; false while another living node has it. */
  boolean take(EnvironmentName environment);
}
