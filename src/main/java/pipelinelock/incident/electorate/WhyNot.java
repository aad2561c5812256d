package pipelinelock.incident.electorate;

/** Why a person's approval would not count for a request now. */
public enum WhyNot {
  REQUESTER("asks for it"),
  REQUESTERS_OTHER_ACCOUNT("is another account of the requester"),
  APPROVED("has approved already"),
  APPROVERS_OTHER_ACCOUNT("is another account of somebody who has approved already"),
  OTHER_LIST("is on a list that has approved already; an approval from the other list is needed"),
  NOT_NAMED("is not an approver"),
  BOT("is a bot"),
  GUEST("is a guest of the workspace"),
  DEACTIVATED("is deactivated"),
  STRANGER("is not a member of this workspace"),
  UNKNOWN("is unknown: Slack cannot identify this person right now");

  private final String text;

  WhyNot(String text) {
    this.text = text;
  }

  /** What follows the person's name. */
  public String text() {
    return text;
  }
}
