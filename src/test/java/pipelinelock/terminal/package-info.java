/** Tests of what the command line prints. */
@NullMarked
package pipelinelock.terminal;

import org.jspecify.annotations.NullMarked;
