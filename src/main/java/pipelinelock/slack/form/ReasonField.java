package pipelinelock.slack.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Site;

/** The field of a request form that asks why a cure is needed, and the place for its errors. */
public final class ReasonField {
  static final String NAME = "reason";
  private static final int LONGEST = 1000;

  private final Directory directory;

  public ReasonField(Directory directory) {
    this.directory = directory;
  }

  static Form.Text field(int least) {
    return new Form.Text(
        NAME, "Why is it needed?", "The approvers and the auditor will read it.", least, LONGEST);
  }

  /** One that may stay empty. */
  public static Form.Text optional(String hint) {
    return new Form.Text(NAME, "Why is it needed?", hint, LONGEST);
  }

  /** What was filled in. */
  public static String of(Submission submission) {
    return submission.text(NAME);
  }

  int least(EnvironmentName name) {
    return directory.where(name).site().map(Site::minimumReason).orElse(0);
  }

  /** What is wrong with it; empty where nothing is. */
  public Optional<Submitted> wrong(Submission submission, EnvironmentName name) {
    int least = least(name);
    return of(submission).length() < least
        ? Optional.of(
            wrong(
                "Say why, in at least %d characters: the approvers and the auditor will read it."
                    .formatted(least)))
        : Optional.empty();
  }

  static Submitted wrong(String text) {
    return new Submitted.Wrong(Map.of(NAME, text));
  }

  /** The bot may not be in the channel where the button was, and a form may be in none. */
  public List<Submitted.Place> places(String asked, EnvironmentName name) {
    var own = new Submitted.Place(directory.channels().getOrDefault(name, ""), Optional.empty());
    return asked.isEmpty()
        ? List.of(own)
        : List.of(new Submitted.Place(asked, Optional.empty()), own);
  }
}
