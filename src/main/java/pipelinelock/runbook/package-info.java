/** The cure, step by step: decides an incident's next step, and does it once. */
@NullMarked
package pipelinelock.runbook;

import org.jspecify.annotations.NullMarked;
