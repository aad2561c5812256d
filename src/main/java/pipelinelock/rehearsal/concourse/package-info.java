/**
 * The simulated Concourse: one pipeline, its builds and their events, its workers and containers.
 */
@NullMarked
package pipelinelock.rehearsal.concourse;

import org.jspecify.annotations.NullMarked;
