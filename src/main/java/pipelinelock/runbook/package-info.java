/** The cure, step by step: what the next step of an incident is, and doing it once. */
@NullMarked
package pipelinelock.runbook;

import org.jspecify.annotations.NullMarked;
