/** The simulated Director compared with the contracts and the recordings, over HTTP. */
@NullMarked
package pipelinelock.rehearsal.bosh;

import org.jspecify.annotations.NullMarked;
