package pipelinelock.incident.policy;

/** What an approver does besides saying yes, so that nobody approves by accident. */
public enum Confirmation {
  /** Types the environment's name. */
  TYPE_NAME
}
