package pipelinelock.slack.click;

import java.util.function.Function;

/**
 * A button, and what a press of it does. Its caller has acknowledged the press, and reports what
 * goes wrong.
 *
 * @param id by which Slack identifies this button, its {@code action_id}
 * @param press quick up to the form that it opens: Slack lets one open for three seconds
 */
public record ButtonAction(String id, Function<Click, Pressed> press) {}
