@NullMarked
package pipelinelock.slack.thread;

import org.jspecify.annotations.NullMarked;
