package pipelinelock.slack.thread;

import java.util.Map;
import pipelinelock.audit.checkpoint.Marks;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.slack.thread.card.Watch;
import pipelinelock.vm.TranscriptRenderer;

/** Threads of a record whose checkpoints nobody names. */
public final class ThreadExamples {
  private ThreadExamples() {}

  /** Time ends with the record's last event. */
  public static IncidentThread of(
      TranscriptRenderer transcript, Map<EnvironmentName, ByHand> byHand, Electorate electorate) {
    return of(transcript, byHand, electorate, Watch.ofRecord());
  }

  public static IncidentThread of(
      TranscriptRenderer transcript,
      Map<EnvironmentName, ByHand> byHand,
      Electorate electorate,
      Watch watch) {
    return new IncidentThread(transcript, byHand, electorate, watch, Marks.NONE, RequestLinks.NONE);
  }
}
