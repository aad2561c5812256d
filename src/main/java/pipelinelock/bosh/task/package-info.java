/** The Director's tasks and their event logs, and a log as the text that bosh-cli prints. */
@NullMarked
package pipelinelock.bosh.task;

import org.jspecify.annotations.NullMarked;
