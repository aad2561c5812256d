/** The subcommands of the slash command: one class each, and what chooses among them. */
@NullMarked
package pipelinelock.slack.command;

import org.jspecify.annotations.NullMarked;
