/**
 * Worlds that run forward: Concourse, the pool's repository and BOSH by the rules that real ones
 * showed, with the truth of each moment, against which the readers and the judgement are held.
 */
@NullMarked
package pipelinelock.world.sim;

import org.jspecify.annotations.NullMarked;
