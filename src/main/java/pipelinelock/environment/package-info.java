/** The platform installations that the bot looks after, with their names and numbers. */
@NullMarked
package pipelinelock.environment;

import org.jspecify.annotations.NullMarked;
