/** Subcommands that freeze the bot or mute its watcher. */
@NullMarked
package pipelinelock.slack.command.quiet;

import org.jspecify.annotations.NullMarked;
