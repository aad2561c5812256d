@NullMarked
package pipelinelock.slack.card;

import org.jspecify.annotations.NullMarked;
