/** What the runbook asks of a platform, as ports, and the look at it before an act. */
@NullMarked
package pipelinelock.runbook.platform;

import org.jspecify.annotations.NullMarked;
