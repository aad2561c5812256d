/** What Slack says about the bot itself: its token, its place in a channel, its socket. */
@NullMarked
package pipelinelock.slack.standing;

import org.jspecify.annotations.NullMarked;
