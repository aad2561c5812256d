package pipelinelock.incident;

import java.util.List;

/** The rules' answer to what somebody wants to do. */
public sealed interface Decision {
  /** Granted: these events are to be recorded. */
  record Accepted(List<IncidentEvent> events) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }

    public static Accepted of(IncidentEvent... events) {
      return new Accepted(List.of(events));
    }
  }

  /**
   * Not granted, and nothing is recorded.
   *
   * @param code stable, for machines
   * @param text for the person: what is the matter, and what to do next
   */
  record Refused(Code code, String text) implements Decision {}

  /** Why something is refused. Codes are stable: reports and alerts may rely on them. */
  enum Code {
    OWN_REQUEST,
    ALREADY_APPROVED,
    NOT_CONFIRMED,
    NOT_APPROVED,
    OTHER_PANEL,
    NO_BREAK_GLASS,
    NO_BLIND,
    NOTHING_TO_REVIEW,
    ALREADY_REVIEWED,
    NO_REFERENCE,
    NOT_A_MEMBER,
    NOT_AN_APPROVER,
    NOT_THE_REQUESTER,
    ALREADY_DECIDED,
    ALREADY_ENDED,
    EXPIRED,
    REASON_TOO_SHORT,
    NOTHING_TO_NOTE,
    ALREADY_NOTED,
    NOT_YET,
    CURE_NOT_OFFERED,
    OPTION_NOT_ALLOWED,
    NEIGHBOURS_IN_THE_WAY,
    ACTIVE_INCIDENT,
    FROZEN,
    TWO_NAMES,
    TOO_FEW_APPROVERS,
    UNKNOWN_INCIDENT,
    ELSEWHERE,
    CARD_CHANGED,
    CARD_UNKNOWN,
    CLICK_USED
  }
}
