/** The platform installations that the bot looks after, and the words and numbers of each. */
@NullMarked
package pipelinelock.environment;

import org.jspecify.annotations.NullMarked;
