/**
 * One way to put a time, a span of time, a list, a typo and a text from outside into words, for
 * Slack, the terminal, the log and the record. Each output escapes its own markup.
 */
@NullMarked
package pipelinelock.wording;

import org.jspecify.annotations.NullMarked;
