package pipelinelock.incident.ledger;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.IncidentId;

/**
 * Which Slack message shows which part of an incident's thread, and what it showed last. It only
 * helps the publisher: if it is lost, the thread itself can be read.
 */
public interface ThreadLedger {
  /**
   * A part of the thread that was posted.
   *
   * @param part the part's name, unique in the incident: {@code root}, {@code task-3} …
   * @param ts Slack's id of the message in the channel
   * @param digest of what the message shows
   */
  record Posted(String part, String channel, String ts, String digest) {
    /** Whether the bot knows what it shows, and is not about to write it. */
    public boolean isKnown() {
      return !digest.equals(UNKNOWN);
    }

    /** Whether it is gone from Slack; a click in it is still known as one in the bot's own. */
    public boolean isLost() {
      return digest.equals(LOST);
    }

    /** The same message, whose content is no longer known: it has to be written again. */
    public Posted withUnknownContent() {
      return new Posted(part, channel, ts, UNKNOWN);
    }
  }

  /** No digest at all. */
  String UNKNOWN = "unknown";

  /** Of a message that is gone from Slack. */
  String LOST = "lost";

  List<Posted> posted(IncidentId incident);

  /** The incident whose thread has the message with this id, however old it is. */
  Optional<IncidentId> incidentAt(String channel, String ts);

  /** Adds the part, or replaces what was known of it. */
  void save(IncidentId incident, Posted posted);
}
