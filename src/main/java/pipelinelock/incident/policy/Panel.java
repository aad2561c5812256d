package pipelinelock.incident.policy;

/** One of the two groups from which a policy may require an approval each. */
public enum Panel {
  FIRST,
  SECOND
}
