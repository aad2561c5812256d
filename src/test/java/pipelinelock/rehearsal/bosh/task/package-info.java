/** What goes wrong with the tasks of the simulated Director. */
@NullMarked
package pipelinelock.rehearsal.bosh.task;

import org.jspecify.annotations.NullMarked;
