package pipelinelock.runbook.step;

/** The answer of the final check before an act. */
public sealed interface GuardAnswer {
  /** Nothing speaks against it. */
  record Clear() implements GuardAnswer {}

  /** Not at this moment; it may become clear by itself. */
  record NotNow(String why) implements GuardAnswer {}

  /** Not at all. */
  record Never(String why) implements GuardAnswer {}
}
