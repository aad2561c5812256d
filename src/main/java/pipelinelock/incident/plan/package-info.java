/** What was asked for: a cure and its steps. */
@NullMarked
package pipelinelock.incident.plan;

import org.jspecify.annotations.NullMarked;
