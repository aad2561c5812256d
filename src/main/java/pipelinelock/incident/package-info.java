/**
 * One case from the first request to its end: its events, its rules, and the port to its record. An
 * incident's present state is the fold of its events and nothing else.
 */
@NullMarked
package pipelinelock.incident;

import org.jspecify.annotations.NullMarked;
