/** One step of a plan: its guard, its act, sent at most once, and what came of it. */
@NullMarked
package pipelinelock.runbook.step;

import org.jspecify.annotations.NullMarked;
