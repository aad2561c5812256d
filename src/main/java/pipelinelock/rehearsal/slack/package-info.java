/** The simulated Slack: a workspace with one app, and people who type, press and submit. */
@NullMarked
package pipelinelock.rehearsal.slack;

import org.jspecify.annotations.NullMarked;
