/** What a subcommand of {@code /pipeline-lock} is. */
@NullMarked
package pipelinelock.slack.command;

import org.jspecify.annotations.NullMarked;
