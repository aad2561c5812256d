/** RFC 3161 time stamps: another party's signed clock saw a checkpoint. */
@NullMarked
package pipelinelock.stamp;

import org.jspecify.annotations.NullMarked;
