/** The Concourse of one environment: what it tells of the locked pipeline, and what it is asked. */
@NullMarked
package pipelinelock.concourse;

import org.jspecify.annotations.NullMarked;
