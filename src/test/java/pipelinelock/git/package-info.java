/** The lock read from real repositories. */
@NullMarked
package pipelinelock.git;

import org.jspecify.annotations.NullMarked;
