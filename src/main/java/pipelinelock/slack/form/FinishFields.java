package pipelinelock.slack.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pipelinelock.runbook.request.Finish;
import pipelinelock.slack.message.Form;

/** The fields of a request form that say how the plan should end. */
final class FinishFields {
  static final String START = "start";
  static final String CLAIM = "claim";
  private static final String USUAL = "usual";
  private static final String YES = "yes";
  private static final String NO = "no";
  private static final String KEEP = "keep";
  private static final String GIVE_BACK = "give-back";

  private FinishFields() {}

  /** The form with the two choices. */
  static Form in(Form form, boolean startsAgain) {
    return form.with(
            new Form.Choice(
                START,
                "When deployments can start again",
                "Never while another deployment runs or waits.",
                starts(startsAgain)))
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
    return new Finish(submission.text(CLAIM).equals(KEEP), start);
  }
}
