/** The ways to systems behind a proxy or a jumpbox: SOCKS, SSH with a checked host key. */
@NullMarked
package pipelinelock.tunnel;

import org.jspecify.annotations.NullMarked;
