/** What the bot does to channels: posts, edits, pins, reads messages, uploads files. */
@NullMarked
package pipelinelock.slack.channel;

import org.jspecify.annotations.NullMarked;
