package pipelinelock.slack.thread;

import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;

/** Is notified whether incidents' threads can be written; called in the thread that writes them. */
public interface ThreadWatch {
  /** Nobody cares. */
  ThreadWatch NONE =
      new ThreadWatch() {
        @Override
        public void refused(Incident incident, String channel, String error) {}

        @Override
        public void over(IncidentId incident) {}

        @Override
        public void leftToOthers(IncidentId incident) {}
      };

  /**
   * Slack refuses the next message of its thread, which is tried again and again.
   *
   * @param error as Slack names it
   */
  void refused(Incident incident, String channel, String error);

  /** Slack took a message of it. */
  void over(IncidentId incident);

  /** Another node writes it now, and knows how that goes. */
  void leftToOthers(IncidentId incident);
}
