/** What was requested: a cure and its steps. */
@NullMarked
package pipelinelock.incident.plan;

import org.jspecify.annotations.NullMarked;
