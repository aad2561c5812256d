/** SSH connections: a verified host key, a login by key, and explanations of failures. */
@NullMarked
package pipelinelock.ssh;

import org.jspecify.annotations.NullMarked;
