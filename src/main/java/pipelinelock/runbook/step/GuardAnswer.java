package pipelinelock.runbook.step;

/** What the last look before an act says. */
public sealed interface GuardAnswer {
  /** Nothing stands against it. */
  record Clear() implements GuardAnswer {}

  /** Not at this moment; it may become clear by itself. */
  record NotNow(String why) implements GuardAnswer {}

  /** Not at all. */
  record Never(String why) implements GuardAnswer {}
}
