/** What keeps Slack and the bot apart, for the log, {@code /healthz} and the Home tab. */
@NullMarked
package pipelinelock.slack.health;

import org.jspecify.annotations.NullMarked;
