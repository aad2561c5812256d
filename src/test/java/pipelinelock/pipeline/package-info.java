/** What Concourse reports, as values for tests. */
@NullMarked
package pipelinelock.pipeline;

import org.jspecify.annotations.NullMarked;
