/** What Concourse reports about the pipeline that claims the lock: builds, jobs, workers. */
@NullMarked
package pipelinelock.pipeline;

import org.jspecify.annotations.NullMarked;
