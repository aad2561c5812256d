package pipelinelock.incident.electorate;

/** Why a person's yes would not count for a request now. */
public enum WhyNot {
  REQUESTER("asks for it"),
  REQUESTERS_OTHER_ACCOUNT("is another account of the one who asks"),
  APPROVED("has approved already"),
  APPROVERS_OTHER_ACCOUNT("is another account of somebody who has approved already"),
  OTHER_LIST("is on the list of which somebody has approved; the other list is waited for"),
  NOT_NAMED("is not among the approvers"),
  BOT("is a bot"),
  GUEST("is a guest of the workspace"),
  DEACTIVATED("is deactivated"),
  STRANGER("is no member of this workspace"),
  UNKNOWN("is unknown: Slack does not tell just now who this is");

  private final String text;

  WhyNot(String text) {
    this.text = text;
  }

  /** What follows the person's name. */
  public String text() {
    return text;
  }
}
