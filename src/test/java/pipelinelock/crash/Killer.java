package pipelinelock.crash;

import pipelinelock.rehearsal.http.Tap;

/** Decides when the bot is killed: it sees every request that the bot sends. */
interface Killer extends Tap {
  /** Never. */
  Killer NOBODY = _ -> {};

  /** A life begins: the bots are there again after the last kill. */
  void started(Victim victim);

  /** The one that drives the incident just now; it can be killed once. */
  interface Victim {
    /**
     * @return false when one was killed in this life already
     */
    boolean kill(String point);
  }
}
