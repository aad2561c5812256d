/**
 * The event logs that tasks write: recorded on real Directors, and put together from pieces of
 * them.
 */
@NullMarked
package pipelinelock.rehearsal.bosh.log;

import org.jspecify.annotations.NullMarked;
