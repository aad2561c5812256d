/** The bot's own AWS credentials: where they come from, and why they are not to be had. */
@NullMarked
package pipelinelock.aws.identity;

import org.jspecify.annotations.NullMarked;
