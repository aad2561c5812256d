package pipelinelock.slack.command;

import java.util.function.Consumer;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Person;
import pipelinelock.runbook.RecreateWish;
import pipelinelock.runbook.RequestDesk;

/** Asking for a recreate: looks, and begins an incident where the verdict allows it. */
public interface RecreateRequests {
  /**
   * Takes as long as two looks where a hung verdict has to be confirmed.
   *
   * @param tell hears why it takes longer, a sentence each
   */
  RequestDesk.Answer recreate(
      EnvironmentName environment, Person person, RecreateWish wish, Consumer<String> tell);
}
