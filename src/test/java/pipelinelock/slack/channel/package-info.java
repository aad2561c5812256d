@NullMarked
package pipelinelock.slack.channel;

import org.jspecify.annotations.NullMarked;
