package pipelinelock.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * A problem that persists and needs a person.
 *
 * @param subject what it is about; the same problem keeps it, whatever its title becomes
 * @param title of the verdict
 * @param since the first look that saw it
 * @param held who had the lock then, if anybody did
 */
public record Trouble(String subject, String title, Instant since, Optional<Held> held) {
  /** That the evidence carries no verdict. */
  public static final String UNREADABLE = "unreadable";

  /** Who has the lock, in a person's words, and since when. */
  public record Held(String by, Instant since) {}

  static Trouble unreadable(Instant since) {
    return new Trouble(UNREADABLE, "UNKNOWN", since, Optional.empty());
  }

  public boolean isUnreadable() {
    return subject.equals(UNREADABLE);
  }
}
