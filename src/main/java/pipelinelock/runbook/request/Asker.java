package pipelinelock.runbook.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;

/** Who asks: a person, or the bot by itself, to which the policy applies more strictly. */
sealed interface Asker {
  /** Somebody. */
  record Somebody(Person person) implements Asker {
    @Override
    public UserId id() {
      return person.id();
    }
  }

  /** The bot, which represents nobody: its word is no approval, and replaces none. */
  record TheBot(UserId id) implements Asker {}

  static Asker of(Person person) {
    return new Somebody(person);
  }

  static Asker theBot(UserId account) {
    return new TheBot(account);
  }

  /** For the record. */
  UserId id();

  /** Why this one may not ask at all, before anything is looked at. */
  default Optional<Refused> refusal(Admission admission, CureWish wish) {
    return switch (this) {
      case Somebody(var person) -> admission.refusal(person, wish);
      case TheBot _ -> admission.refusalOfTheBot(wish);
    };
  }

  /** Why nobody could ever let this one's request begin, by a sentence; empty where they could. */
  default Optional<String> tooFew(
      ApprovalProspect prospect, EnvironmentName name, CureKind kind, ApprovalPolicy policy) {
    return switch (this) {
      case Somebody(var person) -> prospect.tooFew(name, kind, policy, person);
      case TheBot(var account) ->
          policy
              .askedByTheBot()
              .map(it -> prospect.tooFew(name, kind, it, bot(account)))
              .orElseGet(
                  () ->
                      Optional.of(
                          "It could never be approved: it needs two people, and the policy of %s names fewer."
                              .formatted(name)));
    };
  }

  /** The same as a refusal; a person alone may break glass for a request, and only a person's. */
  default Optional<Refused> refusal(
      ApprovalProspect prospect, EnvironmentName name, CureKind kind, ApprovalPolicy policy) {
    return this instanceof Somebody && policy.breakGlass().isPresent()
        ? Optional.empty()
        : tooFew(prospect, name, kind, policy).map(it -> new Refused(Code.TOO_FEW_APPROVERS, it));
  }

  /** By which policy people approve it. */
  default ApprovalPolicy policy(ApprovalProspect prospect, ApprovalPolicy configured) {
    return switch (this) {
      case Somebody(var person) -> prospect.askedBy(person, configured);
      case TheBot _ -> configured.askedByTheBot().orElseThrow();
    };
  }

  /** What people should know before they approve. */
  default List<String> notes(Proposal.Possible possible) {
    return switch (this) {
      case Somebody _ -> possible.notes();
      case TheBot _ ->
          Stream.concat(
                  Stream.of(
                      "The bot asks for this by itself: no person has. Nothing happens without the approval of %d people, and the request lapses when the trouble ends."
                          .formatted(possible.policy().required().approvals())),
                  possible.notes().stream())
              .toList();
    };
  }

  private static Person bot(UserId account) {
    return new Person(account, Person.Standing.BOT, Set.of());
  }
}
