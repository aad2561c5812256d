/** The bot, killed by SIGKILL at every point of its work, and what must hold all the same. */
@NullMarked
package pipelinelock.crash;

import org.jspecify.annotations.NullMarked;
