package pipelinelock.slack.click;

import java.util.function.Function;

/**
 * A button, and what a press of it comes to. Whoever takes the press in has acknowledged it, and
 * says what goes wrong.
 *
 * @param id by which Slack tells this button from others, its {@code action_id}
 * @param press quick up to the form that it opens: Slack lets one open for three seconds
 */
public record ButtonAction(String id, Function<Click, Pressed> press) {}
