package pipelinelock.incident.ledger;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.ledger.ThreadLedger.Posted;

/**
 * How far people were notified of an incident, by what the ledger knows of its messages. Pure.
 *
 * @param posted all that is known of them
 */
public record ToldSoFar(List<Posted> posted) {
  /** The ledger's name for what Slack refuses; no part of a thread is called so. */
  private static final String REFUSED = "unwritten";

  /** Slack takes its messages again. */
  private static final String TAKEN = "";

  public ToldSoFar {
    posted = List.copyOf(posted);
  }

  /**
   * What Slack says of the message that the thread lacks next.
   *
   * @param channel its id
   * @param error as Slack names it
   */
  public record Refused(String channel, String error) {
    /** For the ledger. */
    public Posted row() {
      return new Posted(REFUSED, channel, "", error);
    }
  }

  /**
   * Whether Slack took any message of it that is not known to be gone: the thread's own, one in
   * another channel, or a direct one.
   */
  public boolean isReached() {
    return posted.stream().anyMatch(it -> !it.ts().isEmpty() && !it.isLost());
  }

  /** Where its thread cannot be written now. */
  public Optional<Refused> refused() {
    return row()
        .filter(it -> !it.digest().equals(TAKEN))
        .map(it -> new Refused(it.channel(), it.digest()));
  }

  /** For the ledger, where the refusal that it knows is over. */
  public Optional<Posted> over() {
    return refused().map(it -> new Posted(REFUSED, it.channel(), "", TAKEN));
  }

  private Optional<Posted> row() {
    return posted.stream().filter(it -> it.part().equals(REFUSED)).findFirst();
  }
}
