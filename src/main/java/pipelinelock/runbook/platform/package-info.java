/** Ports to what the runbook needs of a platform, and the look before an act. */
@NullMarked
package pipelinelock.runbook.platform;

import org.jspecify.annotations.NullMarked;
