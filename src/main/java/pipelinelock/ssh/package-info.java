/** SSH connections: a host key that is checked, a login by key, and words for what went wrong. */
@NullMarked
package pipelinelock.ssh;

import org.jspecify.annotations.NullMarked;
