/**
 * One case from the first request to its end: its events, its rules, and the port to its record. An
 * incident's present state is nothing but the fold of its events.
 */
@NullMarked
package pipelinelock.incident;

import org.jspecify.annotations.NullMarked;
