/** Reports incidents whose record is not proved, and makes sure that people see it. */
@NullMarked
package pipelinelock.slack.unproven;

import org.jspecify.annotations.NullMarked;
