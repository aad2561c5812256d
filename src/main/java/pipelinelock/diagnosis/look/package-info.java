/** Reads all sources side by side, each with a limit, into one piece of evidence. */
@NullMarked
package pipelinelock.diagnosis.look;

import org.jspecify.annotations.NullMarked;
