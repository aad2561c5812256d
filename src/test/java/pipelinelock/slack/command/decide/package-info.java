@NullMarked
package pipelinelock.slack.command.decide;

import org.jspecify.annotations.NullMarked;
