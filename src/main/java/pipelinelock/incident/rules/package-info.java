/** What people and the driver may do to an incident: (state, act, time) to events. */
@NullMarked
package pipelinelock.incident.rules;

import org.jspecify.annotations.NullMarked;
