/** How the simulated Slack signs. */
@NullMarked
package pipelinelock.rehearsal.slack.delivery;

import org.jspecify.annotations.NullMarked;
