package pipelinelock.crash;

import pipelinelock.rehearsal.Tap;

/** Decides when the bot is killed: it sees every request that the bot sends. */
interface Killer extends Tap {
  /** Never. */
  Killer NOBODY = _ -> {};

  /** A process was started; this kills it, once. */
  void started(Victim victim);

  /** The living process. */
  interface Victim {
    /**
     * @return false when it is dead already
     */
    boolean kill(String point);
  }
}
