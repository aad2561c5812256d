/** The buttons in the bot's messages about an incident, and the forms that they open. */
@NullMarked
package pipelinelock.slack.button;

import org.jspecify.annotations.NullMarked;
