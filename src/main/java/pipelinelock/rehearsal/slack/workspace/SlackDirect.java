package pipelinelock.rehearsal.slack.workspace;

import java.util.Optional;

/** The app's own conversation with one person: begun by a message to the person's id. */
public final class SlackDirect {
  private static final String FIRST = "D";

  private SlackDirect() {}

  /** The id under which Slack keeps it, {@code D0BEN}. */
  public static String id(Persona persona) {
    return FIRST + persona.id().substring(1);
  }

  /** Whose it is; empty where the id is not one of a conversation. */
  public static Optional<Persona> with(String channel) {
    return Persona.all().stream().filter(it -> id(it).equals(channel)).findFirst();
  }

  /** Whether an id is one of such a conversation, be there one or not. */
  public static boolean isOne(String channel) {
    return channel.startsWith(FIRST);
  }
}
