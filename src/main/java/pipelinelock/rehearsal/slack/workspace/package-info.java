/**
 * The contents of a simulated workspace: its people, channels, messages and files, and the rules
 * for their blocks.
 */
@NullMarked
package pipelinelock.rehearsal.slack.workspace;

import org.jspecify.annotations.NullMarked;
