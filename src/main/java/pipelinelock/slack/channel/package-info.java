/** What Slack does to channels: posting, editing, pinning, reading messages, and files. */
@NullMarked
package pipelinelock.slack.channel;

import org.jspecify.annotations.NullMarked;
