/** People are reached where an incident's thread cannot be written. */
@NullMarked
package pipelinelock.slack.unwritten;

import org.jspecify.annotations.NullMarked;
