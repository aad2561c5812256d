/** Time stamps by RFC 3161: another's signed clock saw a checkpoint. */
@NullMarked
package pipelinelock.stamp;

import org.jspecify.annotations.NullMarked;
