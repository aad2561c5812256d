package pipelinelock.lock;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The message of the commit by which the bot releases a lock: pool-resource's own subject, and
 * below it who decided that. It names people only by their ids, because many may read the
 * repository.
 *
 * @param incident {@code INC-42}; used to find a release again
 */
public record ReleaseMessage(
    String lock, String incident, String requester, List<String> approvers) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<subject>unclaiming: \\S+)\n\nIncident: (?<incident>\\S+)\n"
              + "Requested-by: \\S+(?:\nApproved-by: \\S+)*");

  public ReleaseMessage {
    approvers = List.copyOf(approvers);
    for (var word : List.of(lock, incident, requester)) {
      requireWord(word);
    }
    approvers.forEach(ReleaseMessage::requireWord);
  }

  private static void requireWord(String text) {
    if (!text.matches("\\S+")) {
      throw new IllegalArgumentException("a name in a release's message is one word");
    }
  }

  /** The whole message, with a line end at its end as git has it. */
  public String text() {
    var text = new StringBuilder();
    text.append("unclaiming: ").append(lock).append("\n\n");
    text.append("Incident: ").append(incident).append('\n');
    text.append("Requested-by: ").append(requester).append('\n');
    approvers.forEach(approver -> text.append("Approved-by: ").append(approver).append('\n'));
    return text.toString();
  }

  /** Whether this is the message of a release by this very incident. */
  public boolean isOf(String message) {
    var matcher = FORM.matcher(message.strip());
    return matcher.matches()
        && matcher.group("incident").equals(incident)
        && matcher.group("subject").equals("unclaiming: " + lock);
  }

  /** The line that pool-resource would have written; empty for a message of anybody else. */
  static Optional<String> subject(String message) {
    var matcher = FORM.matcher(message);
    return matcher.matches() ? Optional.of(matcher.group("subject")) : Optional.empty();
  }
}
