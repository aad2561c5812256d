package pipelinelock.slack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.policy.Person;
import pipelinelock.ladder.Way;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.slack.action.CureRequests;

/** A desk that takes requests in the test's own way, and always shows the same plan before. */
@FunctionalInterface
public interface Asking {
  RequestDesk.Answer request(
      EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell);

  static CureRequests by(Asking asking) {
    return new CureRequests() {
      @Override
      public RequestDesk.Answer request(
          EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell) {
        return asking.request(environment, person, wish, tell);
      }

      @Override
      public Proposal preview(
          EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell) {
        return new Proposal.Possible(
            Story.evidence(),
            List.of(),
            Story.plan(),
            Story.policy(Set.of()),
            List.of("It ends one build."),
            Optional.empty(),
            List.of(
                new Way("This plan", "about 7 min", "Ends pipeline-lock build 123", ""),
                new Way("Abort alone", "seconds", "Ends pipeline-lock build 123", "")));
      }
    };
  }
}
