@NullMarked
package pipelinelock.slack.socket;

import org.jspecify.annotations.NullMarked;
