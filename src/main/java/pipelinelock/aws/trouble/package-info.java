/** Why AWS did not do what it was asked to, in the bot's own words. */
@NullMarked
package pipelinelock.aws.trouble;

import org.jspecify.annotations.NullMarked;
