package pipelinelock.runbook.request;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.electorate.Prospect;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.policy.Person;
import pipelinelock.ladder.Way;
import pipelinelock.runbook.Retry;
import pipelinelock.runbook.plan.Ending;
import pipelinelock.runbook.plan.PlanMaker;
import pipelinelock.runbook.plan.RecreateTerms;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.restart.Predecessor;
import pipelinelock.runbook.twin.Twins;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.wording.Span;

/**
 * Takes requests: looks, checks that the verdict offers the cure, makes the plan, and opens the
 * incident.
 */
public final class RequestDesk {
  private final Platforms platforms;
  private final Lookout lookout;
  private final Incidents incidents;
  private final Electorate electorate;
  private final Twins twins;

  public RequestDesk(
      Platforms platforms,
      Lookout lookout,
      Incidents incidents,
      Electorate electorate,
      Twins twins) {
    this.platforms = platforms;
    this.lookout = lookout;
    this.incidents = incidents;
    this.electorate = electorate;
    this.twins = twins;
  }

  /**
   * What came of a request.
   *
   * @param incident the one that was begun, or the one in the way; empty when there is none
   */
  public record Answer(Decision decision, Optional<Incident> incident) {}

  /**
   * Asks for a cure that the verdict offers. Takes as long as two looks when a hung verdict has to
   * be confirmed.
   *
   * @param tell hears why it takes longer, a sentence for the person who asked
   */
  public Answer request(EnvironmentName name, Person person, CureWish wish, Consumer<String> tell) {
    var platform = platforms.get(name);
    var refused = incidents.frozen().or(() -> refusal(person, wish, platform));
    if (refused.isPresent()) {
      return new Answer(refused.get(), Optional.empty());
    }
    var open = incidents.openIn(name);
    if (open.isPresent()) {
      return new Answer(Incidents.inTheWay(open.get()), open);
    }
    return switch (propose(platform, person, wish, tell)) {
      case Proposal.None(var why) -> new Answer(why, Optional.empty());
      case Proposal.Possible possible -> begin(name, person, wish, possible);
    };
  }

  /** What the wish comes to by this look; empty where there is nothing to ask for. */
  private static Optional<CureWish> concrete(CureWish wish, Diagnosis diagnosis) {
    return wish instanceof LightestWish lightest
        ? PlanMaker.whatCures(diagnosis).map(lightest::as)
        : Optional.of(wish);
  }

  private Answer begin(
      EnvironmentName name, Person person, CureWish wish, Proposal.Possible possible) {
    var frozen = incidents.frozen(); // the looks took their time
    if (frozen.isPresent()) {
      return new Answer(frozen.get(), Optional.empty());
    }
    var result =
        incidents.request(
            new Requested(
                name,
                person.id(),
                wish.reason(),
                possible.evidence(),
                possible.plan(),
                possible.policy(),
                possible.notes(),
                possible.after()));
    return new Answer(result.decision(), Optional.of(result.incident()));
  }

  /**
   * What a request would ask people to approve. Asks nobody and records nothing; looks as long as
   * the request itself.
   */
  public Proposal preview(
      EnvironmentName name, Person person, CureWish wish, Consumer<String> tell) {
    var platform = platforms.get(name);
    var refused = notAMember(person, wish).or(() -> notAllowed(wish, platform));
    return refused.isPresent()
        ? new Proposal.None(refused.get())
        : propose(platform, person, wish, tell);
  }

  private Proposal propose(Platform platform, Person person, CureWish wish, Consumer<String> tell) {
    var tooFew = tooFew(platform, person, wish);
    boolean open = wish instanceof LightestWish; // then it is asked again when the plan is known
    if (!open && tooFew.isPresent() && platform.policies().of(wish.kind()).breakGlass().isEmpty()) {
      return new Proposal.None(new Refused(Code.TOO_FEW_APPROVERS, tooFew.get()));
    }
    var twin = twins.look(platform.environment().name());
    if (twin.same().isPresent()) {
      return new Proposal.None(new Refused(Code.TWO_NAMES, twin.same().get()));
    }
    var diagnosis = confirmed(platform, wish.kind(), tell);
    return concrete(wish, diagnosis)
        .map(it -> propose(platform, person, it, diagnosis, twin))
        .orElseGet(() -> new Proposal.None(nothingCures(platform.environment().name(), diagnosis)));
  }

  private Proposal propose(
      Platform platform, Person person, CureWish wish, Diagnosis diagnosis, Twins.Found twin) {
    var name = platform.environment().name();
    var tooFew = tooFew(platform, person, wish);
    if (tooFew.isPresent() && platform.policies().of(wish.kind()).breakGlass().isEmpty()) {
      return new Proposal.None(new Refused(Code.TOO_FEW_APPROVERS, tooFew.get()));
    }
    var whole = plan(name, wish, diagnosis);
    if (whole.isEmpty()) {
      return new Proposal.None(notOffered(name, wish.kind(), diagnosis));
    }
    var part = part(platform, wish, diagnosis, whole.get());
    if (part instanceof Offer.Choice.None(var why)) {
      return new Proposal.None(new Refused(Code.CURE_NOT_OFFERED, "Nothing was asked for. " + why));
    }
    var plan = narrowed(name, wish, diagnosis, part).or(() -> whole);
    var beside = beside(plan.get(), diagnosis, platform);
    var inTheWay = beside.refusal(wish, platform.policies().of(wish.kind()).request().options());
    if (inTheWay.isPresent()) {
      return new Proposal.None(inTheWay.get());
    }
    var after = Predecessor.of(incidents, name, diagnosis);
    var notes = new ArrayList<String>();
    after
        .map("It goes on with %s, whose own deployment did not come through."::formatted)
        .ifPresent(notes::add);
    notes.addAll(leftOut(whole.get(), plan.get()));
    notes.addAll(beside.notes());
    untold(twin, name).ifPresent(notes::add);
    tooFew.map(it -> it + " Only the glass can be broken.").ifPresent(notes::add);
    notes.add(EarlierRuns.note(incidents, name, plan.get()));
    return new Proposal.Possible(
        Summaries.of(diagnosis),
        plan.get(),
        policy(platform, person, wish),
        notes,
        after,
        Way.of(plan.get(), diagnosis));
  }

  /** A sentence where nobody could ever let this person's request begin. */
  private Optional<String> tooFew(Platform platform, Person person, CureWish wish) {
    var policy = platform.policies().of(wish.kind());
    var requester =
        policy.required().requesterCounts() ? electorate.person(person.id(), policy) : person;
    var ballot = Ballot.askedBy(requester, policy);
    return Prospect.of(ballot, electorate) == Prospect.TOO_FEW
        ? Optional.of(
            "It could never be approved: it needs %s beside you, and fewer of those whom the policy of %s names count. `/pipeline-lock who %s %s` says who, and why the others do not. Let somebody ask who is no approver, or have approvers added in the bot's configuration."
                .formatted(
                    ballot.missing() == 1 ? "1 person" : ballot.missing() + " people",
                    platform.environment().name(),
                    platform.environment().name(),
                    wish.kind().word()))
        : Optional.empty();
  }

  /** By which policy somebody asks for this cure. */
  public ApprovalPolicy policy(EnvironmentName name, CureKind kind) {
    return platforms.get(name).policies().of(kind);
  }

  /** Whether a plan starts the deployment again where nobody says otherwise. */
  public boolean startsAgain(EnvironmentName name) {
    return platforms.get(name).policies().startsAgain();
  }

  /** Where the request may be a yes, it is so for an approver only: who asks is looked up. */
  private ApprovalPolicy policy(Platform platform, Person person, CureWish wish) {
    var policy = platform.policies().of(wish.kind());
    return policy.required().requesterCounts()
        ? policy.askedBy(electorate.person(person.id(), policy))
        : policy;
  }

  private static Optional<String> untold(Twins.Found twin, EnvironmentName name) {
    return twin.untold().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not known: whether %s is the same Director and deployment as %s. It has not said who it is since the bot began."
                .formatted(
                    twin.untold().stream().map(EnvironmentName::value).collect(joining(", ")),
                    name));
  }

  private Optional<Plan> plan(EnvironmentName name, CureWish wish, Diagnosis diagnosis) {
    return switch (wish) {
      case RecreateWish recreate ->
          Retry.plan(incidents, name, diagnosis, terms(name, recreate), _ -> true);
      case LighterWish lighter -> PlanMaker.plan(lighter.kind(), diagnosis, ending(name, lighter));
      case LightestWish _ -> Optional.empty(); // it is made concrete before
    };
  }

  private RecreateTerms terms(EnvironmentName name, RecreateWish wish) {
    return new RecreateTerms(wish.options(), ending(name, wish));
  }

  /** It gives nothing back where a release alone would take more than this cure does. */
  private Ending ending(EnvironmentName name, CureWish wish) {
    var policies = platforms.get(name).policies();
    var unsaid = policies.startsAgain() ? Ending.Start.WHERE_OWED : Ending.Start.NO;
    return new Ending(
        !wish.finish().keepsClaim() && policies.coverRelease(wish.kind()),
        wish.finish()
            .startsAgain()
            .map(yes -> yes ? Ending.Start.YES : Ending.Start.NO)
            .orElse(unsaid),
        wish.finish().follows().orElse(policies.follows()));
  }

  /** Those that the person named, or all. */
  private static Offer.Choice part(
      Platform platform, CureWish wish, Diagnosis diagnosis, Plan whole) {
    return wish instanceof RecreateWish recreate && !recreate.only().isEmpty()
        ? offer(platform, diagnosis, whole).choose(recreate.only())
        : new Offer.Choice.Part(targets(whole));
  }

  private Optional<Plan> narrowed(
      EnvironmentName name, CureWish wish, Diagnosis diagnosis, Offer.Choice choice) {
    return wish instanceof RecreateWish recreate && choice instanceof Offer.Choice.Part(var part)
        ? Retry.plan(incidents, name, diagnosis, terms(name, recreate), part::contains)
        : Optional.empty();
  }

  private static List<InstanceId> targets(Plan plan) {
    return plan.recreates().stream().map(Step.Recreate::instance).toList();
  }

  private static List<String> leftOut(Plan whole, Plan plan) {
    var left = new ArrayList<>(targets(whole));
    left.removeAll(targets(plan));
    return left.isEmpty()
        ? List.of()
        : List.of(
            "It is a part of what the verdict offers. Left as %s: %s."
                .formatted(
                    left.size() == 1 ? "it is" : "they are",
                    left.stream().map(InstanceId::toString).collect(joining(", "))));
  }

  /**
   * The VMs among which a person may choose, after one look; empty where no recreate may be asked
   * for after one look alone.
   */
  public Optional<Offer> offer(EnvironmentName name) {
    var diagnosis = lookout.look(name);
    return Retry.plan(
            incidents,
            name,
            diagnosis,
            new RecreateTerms(Set.of(), new Ending(true, Ending.Start.NO, FollowsUntil.CLAIM)),
            _ -> true)
        .map(plan -> offer(platforms.get(name), diagnosis, plan));
  }

  private static Offer offer(Platform platform, Diagnosis diagnosis, Plan whole) {
    var targets = targets(whole);
    var web = platform.environment().deployment().webGroups();
    var byKind =
        diagnosis.evidence().instances().value().orElse(List.of()).stream()
            .filter(it -> targets.contains(it.id()))
            .sorted(Comparator.comparing(it -> targets.indexOf(it.id())))
            .collect(Collectors.partitioningBy(it -> web.contains(it.id().group())));
    return new Offer(byKind.getOrDefault(false, List.of()), byKind.getOrDefault(true, List.of()));
  }

  private static SideEffects beside(Plan plan, Diagnosis diagnosis, Platform platform) {
    return plan.cure() == CureKind.RECREATE
        ? SideEffects.of(plan, diagnosis, platform.recreator())
        : SideEffects.ofLighter(plan, diagnosis);
  }

  private static Optional<Refused> refusal(Person person, CureWish wish, Platform platform) {
    var stranger = notAMember(person, wish);
    if (stranger.isPresent()) {
      return stranger;
    }
    var policy = platform.policies().of(wish.kind());
    if (wish.reason().length() < policy.request().minimumReason()) {
      return Optional.of(
          new Refused(
              Code.REASON_TOO_SHORT,
              "Say why, in at least %d characters: the people who approve read it, and so does the auditor. Like this: `/pipeline-lock %s %s deployments wait since 09:10, lock build is silent`"
                  .formatted(
                      policy.request().minimumReason(),
                      wish.kind().word(),
                      platform.environment().name())));
    }
    if (!policy.request().hasReference(wish.reason())) {
      return Optional.of(
          new Refused(
              Code.NO_REFERENCE,
              "The reason must name what %s asks for, something like the pattern `%s`. Put it into the reason and ask again."
                  .formatted(
                      platform.environment().name(), policy.request().reference().orElse(""))));
    }
    return notAllowed(wish, platform);
  }

  private static Optional<Refused> notAMember(Person person, CureWish wish) {
    return person.standing() == Person.Standing.MEMBER
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Code.NOT_A_MEMBER,
                "Only full members of this workspace can ask for %s. Ask one of them."
                    .formatted(a(wish.kind()))));
  }

  private static Optional<Refused> notAllowed(CureWish wish, Platform platform) {
    var policy = platform.policies().of(wish.kind());
    return wish instanceof RecreateWish recreate
        ? recreate.options().stream()
            .filter(option -> !policy.request().options().contains(option))
            .findFirst()
            .map(option -> notAllowed(option, platform))
        : Optional.empty();
  }

  private static Refused notAllowed(RecreateOption option, Platform platform) {
    return new Refused(
        Code.OPTION_NOT_ALLOWED,
        "The policy of %s does not allow `--%s`. Ask without it, or have it added to `approvals.options` in the bot's configuration."
            .formatted(platform.environment().name(), option.text()));
  }

  /** Looks a second time where a hung verdict has been seen only once. */
  private Diagnosis confirmed(Platform platform, CureKind kind, Consumer<String> tell) {
    var name = platform.environment().name();
    var first = lookout.look(name);
    boolean isForHung = kind == CureKind.RECREATE || kind == CureKind.ABORT;
    if (!isForHung || first.lookAgainAt().isEmpty()) {
      return first;
    }
    var wait = Duration.between(first.evidence().at(), first.lookAgainAt().get());
    tell.accept(
        "%s. The bot looks a second time in %s, before it asks anyone to approve."
            .formatted(first.headline(), Span.of(wait)));
    pause(wait.plusMillis(50));
    return lookout.look(name);
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the bot ends before its second look");
    }
  }

  private static Refused notOffered(EnvironmentName name, CureKind kind, Diagnosis diagnosis) {
    var next =
        diagnosis.cures().stream().findFirst().map(cure -> " Instead: " + cure.title() + ".");
    return new Refused(
        Code.CURE_NOT_OFFERED,
        "%s does not fit what is there now, so nothing was asked for. %s.%s See `/pipeline-lock status %s`."
            .formatted(
                Character.toUpperCase(a(kind).charAt(0)) + a(kind).substring(1),
                diagnosis.headline(),
                next.orElse(""),
                name));
  }

  private static Refused nothingCures(EnvironmentName name, Diagnosis diagnosis) {
    var next =
        diagnosis.cures().stream().findFirst().map(cure -> " What helps: " + cure.title() + ".");
    return new Refused(
        Code.CURE_NOT_OFFERED,
        "There is nothing that the bot could cure now, so nothing was asked for. %s.%s See `/pipeline-lock status %s`."
            .formatted(diagnosis.headline(), next.orElse(""), name));
  }

  private static String a(CureKind kind) {
    return switch (kind) {
      case RECREATE, RELEASE -> "a " + kind.word();
      case ABORT, UNPAUSE -> "an " + kind.word();
    };
  }
}
