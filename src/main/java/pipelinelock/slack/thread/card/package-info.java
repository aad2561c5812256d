/** The content of each message of an incident's thread. */
@NullMarked
package pipelinelock.slack.thread.card;

import org.jspecify.annotations.NullMarked;
