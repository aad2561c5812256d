/**
 * How the simulated Slack reaches the bot: signed requests, or a socket that the bot has opened.
 */
@NullMarked
package pipelinelock.rehearsal.slack.delivery;

import org.jspecify.annotations.NullMarked;
