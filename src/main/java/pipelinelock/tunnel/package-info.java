/** Connections to systems behind a SOCKS proxy or a jumpbox. */
@NullMarked
package pipelinelock.tunnel;

import org.jspecify.annotations.NullMarked;
