/** The simulated Concourse beside the contracts and the recordings, over HTTP. */
@NullMarked
package pipelinelock.rehearsal.concourse;

import org.jspecify.annotations.NullMarked;
