/** The Director's tasks and their event logs, and a log formatted as bosh-cli does. */
@NullMarked
package pipelinelock.bosh.task;

import org.jspecify.annotations.NullMarked;
