/**
 * How a time, a span of time, a list, a slip and a text from outside are put into words: one way
 * for Slack, the terminal, the log and the record. Each output escapes what is its own on top.
 */
@NullMarked
package pipelinelock.wording;

import org.jspecify.annotations.NullMarked;
