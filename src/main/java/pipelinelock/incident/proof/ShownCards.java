package pipelinelock.incident.proof;

import java.util.Set;
import pipelinelock.incident.IncidentId;

/**
 * Every version of the bot's messages with buttons that the bot itself has shown, by digest. It is
 * stored with the record, so that it survives restarts and other nodes know it. If a message shows
 * anything else when somebody presses a button in it, somebody else wrote that.
 */
public interface ShownCards {
  /** Notes that the message may say this from now on; again is no harm. */
  void add(IncidentId incident, String part, String digest);

  /** Every version of that part; empty where the bot does not know what it showed. */
  Set<String> of(IncidentId incident, String part);
}
