/** The BOSH Director of one environment: how it is asked, and how its task logs read. */
@NullMarked
package pipelinelock.bosh;

import org.jspecify.annotations.NullMarked;
