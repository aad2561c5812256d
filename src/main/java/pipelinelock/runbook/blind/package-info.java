/** A recreate of Concourse's web VM while Concourse does not say what runs. */
@NullMarked
package pipelinelock.runbook.blind;

import org.jspecify.annotations.NullMarked;
