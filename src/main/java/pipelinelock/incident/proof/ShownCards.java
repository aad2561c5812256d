package pipelinelock.incident.proof;

import java.util.Set;
import pipelinelock.incident.IncidentId;

/**
 * What the bot itself ever showed in those of its messages that have buttons: each version by its
 * digest. Kept with the record, so that a restart and other nodes know it too. Whatever else a
 * message says when somebody presses a button in it, somebody else has written.
 */
public interface ShownCards {
  /** Notes that the message may say this from now on; again is no harm. */
  void add(IncidentId incident, String part, String digest);

  /** Every version of that part; empty where the bot does not know what it showed. */
  Set<String> of(IncidentId incident, String part);
}
