/**
 * What people type, as words, times, environments and incidents, with errors that say how to write
 * it.
 */
@NullMarked
package pipelinelock.slack.input;

import org.jspecify.annotations.NullMarked;
