/** The way in from Slack and the way back: one workspace, its people, commands and buttons. */
@NullMarked
package pipelinelock.slack;

import org.jspecify.annotations.NullMarked;
