/** The subcommands of the slash command, one class each, and the class that chooses among them. */
@NullMarked
package pipelinelock.slack.command;

import org.jspecify.annotations.NullMarked;
