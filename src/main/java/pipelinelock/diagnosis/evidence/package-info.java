/** What a look found, with what could not be read as a fact of its own. */
@NullMarked
package pipelinelock.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
