@NullMarked
package pipelinelock.slack.thread.log;

import org.jspecify.annotations.NullMarked;
