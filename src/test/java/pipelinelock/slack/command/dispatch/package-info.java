@NullMarked
package pipelinelock.slack.command.dispatch;

import org.jspecify.annotations.NullMarked;
