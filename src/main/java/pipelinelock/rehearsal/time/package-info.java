/**
 * The clock of the simulated world, how much faster than recorded it runs, and what is due when.
 */
@NullMarked
package pipelinelock.rehearsal.time;

import org.jspecify.annotations.NullMarked;
