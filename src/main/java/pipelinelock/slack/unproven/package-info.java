/** What people are told of an incident whose record does not hold, and that they are told it. */
@NullMarked
package pipelinelock.slack.unproven;

import org.jspecify.annotations.NullMarked;
