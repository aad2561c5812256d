/** What a look found; what could not be read is a fact of its own. */
@NullMarked
package pipelinelock.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
