package pipelinelock.runbook.request;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.vm.RecreateOption;

/**
 * Decides whether a request is accepted at all, before anything is looked at. Pure.
 *
 * @param policy by which people would approve it
 */
record Admission(EnvironmentName name, ApprovalPolicy policy) {
  /** Why this person's wish may not be asked for. */
  Optional<Refused> refusal(Person person, CureWish wish) {
    return notAMember(person, wish).or(() -> reason(wish)).or(() -> notAllowed(wish));
  }

  /** The same of a wish that is only tried: nobody reads its reason. */
  Optional<Refused> refusalOfADryRun(Person person, CureWish wish) {
    return notAMember(person, wish).or(() -> notAllowed(wish));
  }

  /** Why the bot itself may not ask: by the same rules, but that it is no person. */
  Optional<Refused> refusalOfTheBot(CureWish wish) {
    return reason(wish).or(() -> notAllowed(wish));
  }

  private static Optional<Refused> notAMember(Person person, CureWish wish) {
    return person.standing() == Person.Standing.MEMBER
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Code.NOT_A_MEMBER,
                "Only full members of this workspace can ask for %s. Ask one of them."
                    .formatted(NotOffered.a(wish.kind()))));
  }

  private Optional<Refused> reason(CureWish wish) {
    if (wish.reason().length() < policy.request().minimumReason()) {
      return Optional.of(
          new Refused(
              Code.REASON_TOO_SHORT,
              "Say why, in at least %d characters: the people who approve read it, and so does the auditor. Like this: `/pipeline-lock %s deployments wait since 09:10, lock build is silent`"
                  .formatted(policy.request().minimumReason(), wish.kind().asked(name.value()))));
    }
    return policy.request().hasReference(wish.reason())
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Code.NO_REFERENCE,
                "The reason must name what %s asks for, something like the pattern `%s`. Put it into the reason and ask again."
                    .formatted(name, policy.request().reference().orElse(""))));
  }

  private Optional<Refused> notAllowed(CureWish wish) {
    return wish.options().stream()
        .filter(option -> !policy.request().options().contains(option))
        .findFirst()
        .map(this::notAllowed);
  }

  private Refused notAllowed(RecreateOption option) {
    return new Refused(
        Code.OPTION_NOT_ALLOWED,
        "The policy of %s does not allow `--%s`. Ask without it, or have it added to `approvals.options` in the bot's configuration."
            .formatted(name, option.text()));
  }
}
