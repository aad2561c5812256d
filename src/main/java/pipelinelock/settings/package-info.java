/** What {@code pipeline-lock.yml} says, read once, with every problem in it told at its line. */
@NullMarked
package pipelinelock.settings;

import org.jspecify.annotations.NullMarked;
