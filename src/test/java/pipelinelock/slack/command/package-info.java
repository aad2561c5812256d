@NullMarked
package pipelinelock.slack.command;

import org.jspecify.annotations.NullMarked;
