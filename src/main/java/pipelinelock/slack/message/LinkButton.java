package pipelinelock.slack.message;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.slack.message.Buttons.Button;

/**
 * The buttons by which Slack opens a page. Slack sends a press of them as well, which has to be
 * acknowledged and does nothing.
 */
public enum LinkButton {
  THREAD("link.thread", "Open thread"),
  BUILD("link.build", "Open build"),
  COMMIT("link.commit", "Open commit");

  /** Slack takes no longer address in a button. */
  private static final int LONGEST = 3000;

  private final String action;
  private final String label;

  LinkButton(String action, String label) {
    this.action = action;
    this.label = label;
  }

  /** One that opens this page; none where Slack would refuse the address. */
  public Optional<Button> to(String url) {
    boolean isTaken =
        url.length() <= LONGEST && (url.startsWith("https://") || url.startsWith("http://"));
    return isTaken
        ? Optional.of(
            new Button(action, label, Optional.empty(), Optional.empty(), Optional.of(url)))
        : Optional.empty();
  }

  /** By which Slack identifies them. */
  public static List<String> actions() {
    return Stream.of(values()).map(it -> it.action).toList();
  }
}
