/** The Director's clients against recordings of real Directors, and against faults. */
@NullMarked
package pipelinelock.bosh;

import org.jspecify.annotations.NullMarked;
