/**
 * How the simulated Slack reaches the bot: by signed requests, or over a socket that the bot opens.
 */
@NullMarked
package pipelinelock.rehearsal.slack.delivery;

import org.jspecify.annotations.NullMarked;
