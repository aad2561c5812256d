/** How the log is written. */
@NullMarked
package pipelinelock.log;

import org.jspecify.annotations.NullMarked;
