/** Tests of what the record holds about an incident, and an example. */
@NullMarked
package pipelinelock.evidence;

import org.jspecify.annotations.NullMarked;
