/** Ports to what the runbook needs of a platform, and what a look at one reads. */
@NullMarked
package pipelinelock.runbook.platform;

import org.jspecify.annotations.NullMarked;
