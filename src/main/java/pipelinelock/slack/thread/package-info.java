/**
 * The incident as Slack shows it: which messages its thread has, and keeping the thread complete.
 */
@NullMarked
package pipelinelock.slack.thread;

import org.jspecify.annotations.NullMarked;
