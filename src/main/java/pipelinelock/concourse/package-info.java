/**
 * The Concourse of one environment: what it reports about the locked pipeline, and how it is asked.
 */
@NullMarked
package pipelinelock.concourse;

import org.jspecify.annotations.NullMarked;
