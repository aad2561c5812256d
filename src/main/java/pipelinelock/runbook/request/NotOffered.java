package pipelinelock.runbook.request;

import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.plan.CureKind;

/** The reply to a person whose cure the verdict does not offer, with what helps instead. */
final class NotOffered {
  private NotOffered() {}

  /**
   * It is another one that fits, or none.
   *
   * @param mayBeBlind whether Concourse is silent and a blind recreate is configured
   */
  static Refused thisOne(
      EnvironmentName name, CureKind kind, Diagnosis diagnosis, boolean mayBeBlind) {
    var next = diagnosis.cures().stream().findFirst().map(NotOffered::instead);
    return new Refused(
        Code.CURE_NOT_OFFERED,
        "%s does not fit what is there now, so nothing was asked for. %s.%s%s See `/pipeline-lock status %s`."
            .formatted(
                Character.toUpperCase(a(kind).charAt(0)) + a(kind).substring(1),
                diagnosis.headline(),
                next.orElse(""),
                blindWay(name, mayBeBlind),
                name));
  }

  private static String instead(Cure cure) {
    return cure instanceof Cure.RepairByHand byHand
        ? " Instead, by hand: %s.".formatted(byHand.what())
        : " Instead: %s.".formatted(cure.title());
  }

  /** Concourse is not silent, or more than it cannot be read. */
  static Refused blind(EnvironmentName name, String why) {
    return new Refused(
        Code.CURE_NOT_OFFERED,
        "No blind recreate now, so nothing was asked for: %s. It is for a Concourse that gives no answer while git and BOSH can be read. See `/pipeline-lock status %s`."
            .formatted(why, name));
  }

  /** The settings do not have it. */
  static Refused blindAtAll(EnvironmentName name) {
    return new Refused(
        Code.NO_BLIND,
        "A blind recreate is not configured for %s, so nothing was asked for. The people who run the bot may add `approvals.blind`; until then somebody has to look at the web VM by hand."
            .formatted(name));
  }

  /** None fits that the bot could do. */
  static Refused anything(EnvironmentName name, Diagnosis diagnosis, boolean mayBeBlind) {
    var next =
        diagnosis.cures().stream().findFirst().map(cure -> " What helps: " + cure.title() + ".");
    return new Refused(
        Code.CURE_NOT_OFFERED,
        "There is nothing that the bot could cure now, so nothing was asked for. %s.%s%s See `/pipeline-lock status %s`."
            .formatted(diagnosis.headline(), next.orElse(""), blindWay(name, mayBeBlind), name));
  }

  private static String blindWay(EnvironmentName name, boolean isOpen) {
    return isOpen
        ? " If Concourse stays silent: `/pipeline-lock recreate %s --blind why it is needed`, by a stricter policy."
            .formatted(name)
        : "";
  }

  /** The cure with its article. */
  static String a(CureKind kind) {
    return switch (kind) {
      case BLIND -> "a blind recreate";
      case RECREATE, RELEASE -> "a " + kind.word();
      case ABORT, UNPAUSE -> "an " + kind.word();
    };
  }
}
