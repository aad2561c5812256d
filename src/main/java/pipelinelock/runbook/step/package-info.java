/** One step of a plan: its guard, its act, which is done at most once, and its result. */
@NullMarked
package pipelinelock.runbook.step;

import org.jspecify.annotations.NullMarked;
