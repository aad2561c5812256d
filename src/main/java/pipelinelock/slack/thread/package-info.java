/** The incident in Slack: which messages its thread has, and keeping them up to date. */
@NullMarked
package pipelinelock.slack.thread;

import org.jspecify.annotations.NullMarked;
