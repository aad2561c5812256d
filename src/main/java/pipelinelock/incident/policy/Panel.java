package pipelinelock.incident.policy;

/** One of the two sides that a policy may want an approval from. */
public enum Panel {
  FIRST,
  SECOND
}
