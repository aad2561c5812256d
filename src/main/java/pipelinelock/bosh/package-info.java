/** The BOSH Director of one environment. */
@NullMarked
package pipelinelock.bosh;

import org.jspecify.annotations.NullMarked;
