/** The simulated Slack, over HTTP and with Slack's own SDK. */
@NullMarked
package pipelinelock.rehearsal.slack;

import org.jspecify.annotations.NullMarked;
