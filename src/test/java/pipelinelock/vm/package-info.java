/** What the Director reports, as values for tests. */
@NullMarked
package pipelinelock.vm;

import org.jspecify.annotations.NullMarked;
