/**
 * What people type, parsed as words, times, environments and incidents, with errors that explain
 * how to write it.
 */
@NullMarked
package pipelinelock.slack.input;

import org.jspecify.annotations.NullMarked;
