/** The simulated BOSH Director and its UAA, over HTTP. */
@NullMarked
package pipelinelock.rehearsal.bosh;

import org.jspecify.annotations.NullMarked;
