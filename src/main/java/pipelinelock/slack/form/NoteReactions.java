package pipelinelock.slack.form;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.channel.Messages;
import pipelinelock.slack.input.IncidentLookup;
import pipelinelock.slack.input.SlackText;
import pipelinelock.slack.message.Message;

/**
 * The reaction {@code :pushpin:} on a message in an incident channel adds that message to the
 * timeline.
 */
public final class NoteReactions {
  /** The reaction's name. */
  public static final String PUSHPIN = "pushpin";

  private static final Logger LOG = LoggerFactory.getLogger(NoteReactions.class);

  private final IncidentLookup cases;
  private final Messages messages;
  private final Notes notes;
  private final String appId;

  /**
   * @param appId of the bot, whose own messages are on record already
   */
  public NoteReactions(IncidentLookup cases, Messages messages, Notes notes, String appId) {
    this.cases = cases;
    this.messages = messages;
    this.notes = notes;
    this.appId = appId;
  }

  /** Whether such a reaction is looked at at all. */
  public boolean counts(String reaction, String channel) {
    return reaction.equals(PUSHPIN) && cases.isIncidentChannel(channel);
  }

  /** Notes the message; the reply is empty if the thread shows it. */
  public Optional<Message> add(String user, String channel, String ts) {
    var said = messages.read(channel, ts);
    if (said.isEmpty()) {
      LOG.info("{} pinned a message that Slack does not show", user);
      return Optional.of(
          Message.sentence(
              "Slack does not show that message to the bot, so it is not noted. Type it: `/pipeline-lock note INC-… what happened`"));
    }
    if (said.get().app().equals(appId)) {
      return Optional.of(
          Message.sentence("The bot wrote that message itself; it is on record already."));
    }
    return Optional.of(
        cases
            .of(channel, said.get().root())
            .map(
                incident ->
                    notes.add(
                        incident.id(),
                        user,
                        new Notes.Note(
                            NoteForm.at(ts).orElse(Instant.EPOCH),
                            SlackText.readable(said.get().text()),
                            Optional.of(said.get().author()).filter(it -> !it.isEmpty()),
                            messages.link(channel, ts))))
            .orElseGet(
                () ->
                    Message.sentence(
                        "It is not clear which incident this belongs to, so it is not noted. Pin it in the incident's thread, or type `/pipeline-lock note INC-… what happened`.")));
  }
}
