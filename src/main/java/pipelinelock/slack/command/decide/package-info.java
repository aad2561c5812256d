/** Subcommands by which people decide on a request, stop it, or add to it. */
@NullMarked
package pipelinelock.slack.command.decide;

import org.jspecify.annotations.NullMarked;
