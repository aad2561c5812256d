/** What Concourse tells of the pipeline that takes the lock: builds, jobs, workers. */
@NullMarked
package pipelinelock.pipeline;

import org.jspecify.annotations.NullMarked;
