/** Whose yes counts for a request now, who could still say one, and why the others do not count. */
@NullMarked
package pipelinelock.incident.electorate;

import org.jspecify.annotations.NullMarked;
