/** The simulated lock repository compared with the recorded one. */
@NullMarked
package pipelinelock.rehearsal.lock;

import org.jspecify.annotations.NullMarked;
