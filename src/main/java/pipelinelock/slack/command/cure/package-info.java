/** Subcommands that request a cure. */
@NullMarked
package pipelinelock.slack.command.cure;

import org.jspecify.annotations.NullMarked;
