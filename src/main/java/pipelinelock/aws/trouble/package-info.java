/** Why AWS did not do what was asked of it, in the bot's words. */
@NullMarked
package pipelinelock.aws.trouble;

import org.jspecify.annotations.NullMarked;
