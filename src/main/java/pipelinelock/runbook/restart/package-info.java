/** The end of a plan: the deployment is started again, at most once, and followed to its lock. */
@NullMarked
package pipelinelock.runbook.restart;

import org.jspecify.annotations.NullMarked;
