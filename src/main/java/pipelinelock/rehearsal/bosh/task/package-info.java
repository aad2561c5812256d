/**
 * The tasks of the simulated Director: their states, their output, and the lock that they wait for.
 */
@NullMarked
package pipelinelock.rehearsal.bosh.task;

import org.jspecify.annotations.NullMarked;
