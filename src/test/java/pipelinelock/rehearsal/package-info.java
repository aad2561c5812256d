/** The simulated servers put together. */
@NullMarked
package pipelinelock.rehearsal;

import org.jspecify.annotations.NullMarked;
