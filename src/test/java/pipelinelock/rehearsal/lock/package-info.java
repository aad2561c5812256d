/** The simulated lock repository beside the recorded one. */
@NullMarked
package pipelinelock.rehearsal.lock;

import org.jspecify.annotations.NullMarked;
