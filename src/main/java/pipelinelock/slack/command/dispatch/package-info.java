/** Finds the subcommand that somebody typed, and explains them all. */
@NullMarked
package pipelinelock.slack.command.dispatch;

import org.jspecify.annotations.NullMarked;
