package pipelinelock.slack.form;

/** A form, and what its submission does. */
public interface Modal {
  /** Tells a submission of this form from others. */
  String callback();

  /** Checks what was filled in. Quick: what takes long is left to do. */
  Submitted submit(Submission submission);
}
