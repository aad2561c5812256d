/**
 * Whose approval counts for a request now, who could still approve, and why others do not count.
 */
@NullMarked
package pipelinelock.incident.electorate;

import org.jspecify.annotations.NullMarked;
