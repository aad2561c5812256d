/** Tunnels tried against a real OpenSSH server and one in the process. */
@NullMarked
package pipelinelock.tunnel;

import org.jspecify.annotations.NullMarked;
