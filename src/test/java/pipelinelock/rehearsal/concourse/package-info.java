/** The simulated Concourse compared with the contracts and the recordings, over HTTP. */
@NullMarked
package pipelinelock.rehearsal.concourse;

import org.jspecify.annotations.NullMarked;
