/**
 * What a simulated workspace holds: its people, channels, messages and files, and the rules of
 * their blocks.
 */
@NullMarked
package pipelinelock.rehearsal.slack.workspace;

import org.jspecify.annotations.NullMarked;
