/** The clock that tests of the simulated world step. */
@NullMarked
package pipelinelock.rehearsal.time;

import org.jspecify.annotations.NullMarked;
