package pipelinelock.slack.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.UsualFinish;
import pipelinelock.slack.message.Form;

/** The fields of a request form that say how the plan should end. */
final class FinishFields {
  static final String START = "start";
  static final String FOLLOW = "follow";
  static final String CLAIM = "claim";
  private static final String USUAL = "usual";
  private static final String YES = "yes";
  private static final String NO = "no";
  private static final String KEEP = "keep";
  private static final String GIVE_BACK = "give-back";

  private FinishFields() {}

  /** The form with the choices. */
  static Form in(Form form, UsualFinish usual) {
    return form.with(
            new Form.Choice(
                START,
                "When deployments can start again",
                "Never while another deployment runs or waits.",
                starts(usual.startsAgain())))
        .with(
            new Form.Choice(
                FOLLOW,
                "How long to watch that deployment",
                "If it hangs again meanwhile, the thread says so and offers the next cure.",
                follows(usual.follows())))
        .with(
            new Form.Choice(
                CLAIM,
                "A lock that the abort leaves claimed",
                "A claim of anybody else stays in any case.",
                claims()));
  }

  private static Map<String, String> starts(boolean startsAgain) {
    var options = new LinkedHashMap<String, String>();
    if (startsAgain) {
      options.put(USUAL, "Start the deployment again, if it was ended before it ran");
      options.put(NO, "Start nothing");
    } else {
      options.put(USUAL, "Start nothing");
    }
    options.put(YES, "Start a deployment in any case");
    return options;
  }

  private static Map<String, String> follows(FollowsUntil usual) {
    var options = new LinkedHashMap<String, String>();
    options.put(usual.word(), until(usual));
    for (var other : FollowsUntil.values()) {
      options.putIfAbsent(other.word(), until(other));
    }
    return options;
  }

  private static String until(FollowsUntil end) {
    return switch (end) {
      case CLAIM -> "Until it has the lock";
      case UNLOCK -> "Until it has released the lock (6 h at most)";
    };
  }

  private static Map<String, String> claims() {
    var options = new LinkedHashMap<String, String>();
    options.put(GIVE_BACK, "Give it back");
    options.put(KEEP, "Leave it claimed");
    return options;
  }

  /** What was chosen; a form from before there were choices has the usual end. */
  static Finish of(Submission submission) {
    Optional<Boolean> start =
        switch (submission.text(START)) {
          case YES -> Optional.of(true);
          case NO -> Optional.of(false);
          default -> Optional.empty();
        };
    return new Finish(
        submission.text(CLAIM).equals(KEEP), start, FollowsUntil.parse(submission.text(FOLLOW)));
  }
}
