/** Which nodes live, and who leads an incident. */
@NullMarked
package pipelinelock.store.node;

import org.jspecify.annotations.NullMarked;
