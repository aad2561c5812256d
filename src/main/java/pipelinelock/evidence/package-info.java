/** What the record holds about one incident, in the form that all exports and cards share. */
@NullMarked
package pipelinelock.evidence;

import org.jspecify.annotations.NullMarked;
