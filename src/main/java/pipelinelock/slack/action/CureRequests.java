package pipelinelock.slack.action;

import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Offer;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.runbook.request.UsualFinish;
import pipelinelock.slack.click.RefusalNotes;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.ThreadRef;

/** Requests a cure: looks, and opens an incident if the verdict allows it. */
public interface CureRequests {
  /**
   * Takes as long as two looks where a hung verdict has to be confirmed.
   *
   * @param tell receives the reasons why it takes longer, a sentence each
   */
  RequestDesk.Answer request(
      EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell);

  /** What {@link #request} would ask people to approve; asks nobody. */
  Proposal preview(
      EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell);

  /**
   * The VMs among which a person may choose; takes as long as a look. Empty where that is not known
   * after one look.
   */
  default Optional<Offer> offer(EnvironmentName environment) {
    return Optional.empty();
  }

  /** By which policy somebody asks for a cure. */
  default Optional<ApprovalPolicy> policy(EnvironmentName environment, CureKind kind) {
    return Optional.empty();
  }

  /** How a plan ends where nobody says otherwise. */
  default UsualFinish usualFinish(EnvironmentName environment) {
    return new UsualFinish(false, FollowsUntil.CLAIM);
  }

  /**
   * Where the thread of an incident is that was opened just now. It takes Slack a moment to have
   * it, for which this may wait.
   */
  default ThreadRef thread(Incident opened, Directory directory) {
    return directory.thread(opened);
  }

  /**
   * Those of the desk itself.
   *
   * @param log keeps what it refuses
   */
  static CureRequests at(RequestDesk desk, RefusalLog log) {
    var refusals = new RefusalNotes(log);
    return new CureRequests() {
      @Override
      public RequestDesk.Answer request(
          EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell) {
        var answer = desk.request(environment, person, wish, tell);
        if (answer.decision() instanceof Refused refused) {
          keep(environment, person, wish.kind().word(), refused);
        }
        return answer;
      }

      @Override
      public Proposal preview(
          EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell) {
        var proposal = desk.preview(environment, person, wish, tell);
        if (proposal instanceof Proposal.None(var refused)) {
          keep(environment, person, wish.kind().word() + " --dry-run", refused);
        }
        return proposal;
      }

      @Override
      public ThreadRef thread(Incident opened, Directory directory) {
        return NewThread.of(opened, directory);
      }

      private void keep(EnvironmentName environment, Person person, String act, Refused refused) {
        refusals.add(
            new Refusal(
                person.id(), act, Optional.empty(), Optional.of(environment), refused.code()));
      }

      @Override
      public Optional<ApprovalPolicy> policy(EnvironmentName environment, CureKind kind) {
        return desk.policy(environment, kind);
      }

      @Override
      public UsualFinish usualFinish(EnvironmentName environment) {
        return desk.usualFinish(environment);
      }

      @Override
      public Optional<Offer> offer(EnvironmentName environment) {
        return desk.offer(environment);
      }
    };
  }
}
