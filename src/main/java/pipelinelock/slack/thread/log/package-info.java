/** What is posted at the end of an incident: its timeline, and its whole log as a file. */
@NullMarked
package pipelinelock.slack.thread.log;

import org.jspecify.annotations.NullMarked;
