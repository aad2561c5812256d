/** The steps of a cure, which other instances they touch, and how long each may take. */
@NullMarked
package pipelinelock.runbook.plan;

import org.jspecify.annotations.NullMarked;
