/**
 * The event logs that tasks write: recorded on real Directors, or composed from pieces of such
 * recordings.
 */
@NullMarked
package pipelinelock.rehearsal.bosh.log;

import org.jspecify.annotations.NullMarked;
