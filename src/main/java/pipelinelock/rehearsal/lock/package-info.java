/** The simulated lock repository: real git, with the commits that the pool resource makes. */
@NullMarked
package pipelinelock.rehearsal.lock;

import org.jspecify.annotations.NullMarked;
