/** Which steps a cure takes, whom they touch besides, and how long each may take. */
@NullMarked
package pipelinelock.runbook.plan;

import org.jspecify.annotations.NullMarked;
