/** What is kept of a person's request, to show later how it came in and what the person saw. */
@NullMarked
package pipelinelock.incident.proof;

import org.jspecify.annotations.NullMarked;
