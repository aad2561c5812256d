/**
 * Socket Mode: the connections that the bot opens to Slack and keeps open whatever Slack answers,
 * and whether events arrive over them.
 */
@NullMarked
package pipelinelock.slack.socket;

import org.jspecify.annotations.NullMarked;
