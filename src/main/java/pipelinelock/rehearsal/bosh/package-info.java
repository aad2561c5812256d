/**
 * The simulated BOSH Director with its UAA, as it is reached over HTTP, and what may be the matter
 * with its VMs.
 */
@NullMarked
package pipelinelock.rehearsal.bosh;

import org.jspecify.annotations.NullMarked;
