@NullMarked
package pipelinelock.slack.thread.card;

import org.jspecify.annotations.NullMarked;
