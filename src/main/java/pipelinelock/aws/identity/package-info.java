/** The bot's own AWS credentials: where they come from, and why they may be missing. */
@NullMarked
package pipelinelock.aws.identity;

import org.jspecify.annotations.NullMarked;
