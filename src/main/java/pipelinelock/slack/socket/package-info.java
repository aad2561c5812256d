/**
 * Socket Mode: the connections that the bot opens to Slack, kept open whatever Slack answers, and
 * whether the bot hears Slack by them.
 */
@NullMarked
package pipelinelock.slack.socket;

import org.jspecify.annotations.NullMarked;
