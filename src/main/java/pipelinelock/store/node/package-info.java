/** Which nodes are alive, and which of them leads an incident. */
@NullMarked
package pipelinelock.store.node;

import org.jspecify.annotations.NullMarked;
