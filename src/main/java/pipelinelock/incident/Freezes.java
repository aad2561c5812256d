package pipelinelock.incident;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;

/** Whether a freeze is in force, and who may change that. */
public final class Freezes {
  private static final FreezeRecord EMPTY =
      new FreezeRecord() {
        @Override
        public Optional<Freeze> current() {
          return Optional.empty();
        }

        @Override
        public boolean change(boolean frozen, UserId by, String reason) {
          throw new IllegalStateException("there is no record of freezes here");
        }
      };

  private static final String UNPROVEN =
      "Inform the people who run the bot: `record verify` lists what is wrong.";

  private final FreezeRecord record;
  private final Optional<String> configured;
  private final RecordGuard guard;

  /**
   * @param configured the reason, where the settings of this node freeze it
   */
  public Freezes(FreezeRecord record, Optional<String> configured) {
    this(record, configured, RecordGuard.NONE);
  }

  /**
   * @param guard while it doubts the record, the bot counts as frozen
   */
  public Freezes(FreezeRecord record, Optional<String> configured, RecordGuard guard) {
    this.record = record;
    this.configured = configured;
    this.guard = guard;
  }

  /** Never frozen, and not to be. */
  public static Freezes none() {
    return new Freezes(EMPTY, Optional.empty());
  }

  /** What holds now. */
  public Optional<Freeze> now() {
    return guard
        .doubt()
        .<Freeze>map(Freeze.Unproven::new)
        .or(() -> configured.map(Freeze.Configured::new))
        .or(record::current);
  }

  /** Empty when new acts may begin. */
  public Optional<Refused> refusal() {
    return now()
        .map(
            freeze ->
                new Refused(
                    Code.FROZEN,
                    "Nothing was started: the bot is frozen (%s). Running plans continue. %s"
                        .formatted(freeze.reason(), wayOut(freeze))));
  }

  private static String wayOut(Freeze freeze) {
    return switch (freeze) {
      case Freeze.Configured _ -> "It ends when `frozen` is removed from the bot's configuration.";
      case Freeze.Ordered _ -> "An approver ends it with `/pipeline-lock unfreeze`.";
      case Freeze.Unproven _ -> UNPROVEN;
    };
  }

  /**
   * Refuses new acts from now on.
   *
   * @param mayApprove whether the person is an approver of one of the policies
   * @return why not; empty when it is done
   */
  public Optional<Refused> freeze(Person person, BooleanSupplier mayApprove, String reason) {
    return refusal(person, mayApprove)
        .or(this::unproven)
        .or(
            () ->
                record.change(true, person.id(), reason)
                    ? Optional.empty()
                    : Optional.of(new Refused(Code.ALREADY_DECIDED, "The bot is frozen already.")));
  }

  /** Allows them again; the same way round. */
  public Optional<Refused> unfreeze(Person person, BooleanSupplier mayApprove) {
    return refusal(person, mayApprove)
        .or(
            () ->
                configured.map(
                    reason ->
                        new Refused(
                            Code.FROZEN,
                            "The bot is frozen by its configuration (%s). No command can end that: `frozen` must be removed there."
                                .formatted(reason))))
        .or(this::unproven)
        .or(
            () ->
                record.change(false, person.id(), "")
                    ? Optional.empty()
                    : Optional.of(
                        new Refused(
                            Code.ALREADY_DECIDED,
                            "The bot is not frozen, so there is nothing to end.")));
  }

  /** Nothing is added to a record that does not hold. */
  private Optional<Refused> unproven() {
    return now()
        .filter(Freeze.Unproven.class::isInstance)
        .map(
            freeze ->
                new Refused(
                    Code.FROZEN,
                    "The bot counts as frozen, and that cannot be changed now: %s. %s"
                        .formatted(freeze.reason(), UNPROVEN)));
  }

  private static Optional<Refused> refusal(Person person, BooleanSupplier mayApprove) {
    if (person.standing() != Standing.MEMBER) {
      return Optional.of(
          new Refused(
              Code.NOT_A_MEMBER,
              "Only full members of this workspace who may approve can do that. Ask one of them."));
    }
    return mayApprove.getAsBoolean()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Code.NOT_AN_APPROVER,
                "Only people who may approve in some environment can do that. Ask one of them."));
  }
}
