/** Decides each recorded act again, by the rules and at its own time. */
@NullMarked
package pipelinelock.incident.replay;

import org.jspecify.annotations.NullMarked;
