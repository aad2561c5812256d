package pipelinelock.slack.action;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import pipelinelock.incident.Incident;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.ThreadRef;

/** The thread of an incident that was opened just now: its address comes from Slack. */
final class NewThread {
  /** Slack takes a message, and tells its address, within a second; a person waits no longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private NewThread() {}

  /** With its address, if that comes in time; else its channel. */
  static ThreadRef of(Incident incident, Directory directory) {
    return of(incident, directory, PATIENCE);
  }

  static ThreadRef of(Incident incident, Directory directory, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    var thread = directory.thread(incident);
    while (thread.link().isEmpty()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      thread = directory.thread(incident);
    }
    return thread;
  }
}
