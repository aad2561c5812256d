package pipelinelock.slack.form;

import java.util.function.Function;

/**
 * A form, and what its submission does.
 *
 * @param callback by which a submission of this form is recognised, its {@code callback_id}
 * @param submit quick: what takes long is left to do
 */
public record FormAction(String callback, Function<Submission, Submitted> submit) {}
