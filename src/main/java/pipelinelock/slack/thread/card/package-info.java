/** What each message of an incident's thread shows. */
@NullMarked
package pipelinelock.slack.thread.card;

import org.jspecify.annotations.NullMarked;
