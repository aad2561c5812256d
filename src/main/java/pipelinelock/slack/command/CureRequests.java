package pipelinelock.slack.command;

import java.util.function.Consumer;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Person;
import pipelinelock.runbook.CureWish;
import pipelinelock.runbook.RequestDesk;

/** Asking for a cure: looks, and begins an incident where the verdict allows it. */
public interface CureRequests {
  /**
   * Takes as long as two looks where a hung verdict has to be confirmed.
   *
   * @param tell hears why it takes longer, a sentence each
   */
  RequestDesk.Answer request(
      EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell);
}
