package pipelinelock.runbook;

/** What the last look before an act says. */
sealed interface GuardAnswer {
  /** Nothing stands against it. */
  record Clear() implements GuardAnswer {}

  /**
   * Not at this moment; it may become clear by itself.
   *
   * @param mayTakeLong whether that is something ordinary that ends in its own time
   */
  record NotNow(String why, boolean mayTakeLong) implements GuardAnswer {
    NotNow(String why) {
      this(why, false);
    }
  }

  /** Not at all. */
  record Never(String why) implements GuardAnswer {}
}
