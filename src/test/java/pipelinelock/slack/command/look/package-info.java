/** Tests of the subcommands that show what the bot knows. */
@NullMarked
package pipelinelock.slack.command.look;

import org.jspecify.annotations.NullMarked;
