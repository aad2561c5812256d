package pipelinelock.incident;

/**
 * An incident's record is not proved: it was changed after it was written, or contains something
 * that the rules cannot have allowed. The bot neither acts on that incident nor adds to its record.
 */
public final class UnprovenRecord extends UnreadableRecord {
  private static final long serialVersionUID = 1;

  private final long incident;
  private final String what;

  /**
   * @param what what does not hold, as a clause
   */
  public UnprovenRecord(IncidentId incident, String what) {
    super(
        "the record of %s does not hold: %s. The bot does nothing on %1$s and adds nothing to it. Ask the people who run the bot to check it: `record verify` lists everything that is wrong"
            .formatted(incident, what));
    this.incident = incident.number();
    this.what = what;
  }

  public IncidentId incident() {
    return new IncidentId(incident);
  }

  /** What does not hold, as a clause. */
  public String what() {
    return what;
  }
}
