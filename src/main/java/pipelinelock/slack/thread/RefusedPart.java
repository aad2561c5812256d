package pipelinelock.slack.thread;

import java.util.Set;
import org.slf4j.event.Level;
import pipelinelock.slack.thread.MissingPart.Act;

/** What to do with a part of a thread that Slack refuses, and what the log says about it. */
enum RefusedPart {
  /** Posting it again would put it out of order. */
  STAYS(Level.WARN, "the message stays as it is, because it cannot be edited any more"),
  /** The first message is gone, so nothing can be a reply to it. */
  LOST(Level.WARN, "the thread is gone; a new one is started"),
  /** A channel other than the thread's takes nothing; nobody there needs it any more. */
  GIVEN_UP(Level.ERROR, "it is given up there, because the incident is over and reviewed"),
  /** Whom Slack lets the bot write to is not for the bot to say; the thread calls them as well. */
  UNREACHED(Level.WARN, "this person gets no direct message"),
  /** A channel other than the thread's may take it another time. */
  LATER(Level.ERROR, "it is tried again, and the rest of the thread goes on"),
  /** A thread without a pin or a file is better than one without an end. */
  WITHOUT(Level.WARN, "the thread does without"),
  /** Nothing may come before it. */
  WAITS(Level.WARN, "it is tried again, and the thread waits");

  private static final Set<String> GONE =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed");

  /** Not a word of Slack's: it took the message, and put it outside the thread. */
  static final String BESIDE = "posted beside its thread";

  private static final Set<String> THREAD_GONE = Set.of("thread_not_found", BESIDE);

  private final Level level;
  private final String text;

  RefusedPart(Level level, String text) {
    this.level = level;
    this.text = text;
  }

  /**
   * @param error as Slack names it
   * @param settled whether the incident is over, and reviewed where it has to be
   * @param mayBeginAnew whether a thread that is gone may be begun once more
   */
  static RefusedPart of(MissingPart lack, String error, boolean settled, boolean mayBeginAnew) {
    if (lack.act() == Act.EDIT && GONE.contains(error)) {
      return STAYS;
    }
    if (lack.part().isDirect()) {
      return lack.act() == Act.EDIT ? STAYS : UNREACHED;
    }
    if (lack.part().elsewhere().isPresent()) {
      return settled ? GIVEN_UP : LATER;
    }
    if (mayBeginAnew && lack.act() == Act.POST && THREAD_GONE.contains(error)) {
      return LOST;
    }
    return lack.act() == Act.POST || lack.act() == Act.EDIT ? WAITS : WITHOUT;
  }

  Level level() {
    return level;
  }

  String text() {
    return text;
  }
}
