/** The Slack app: one workspace, its people, commands and buttons. */
@NullMarked
package pipelinelock.slack;

import org.jspecify.annotations.NullMarked;
