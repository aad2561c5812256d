package pipelinelock.incident.policy;

/** What an approver does beside saying yes, so that no yes is given by a slip of the finger. */
public enum Confirmation {
  /** Types the environment's name. */
  TYPE_NAME
}
