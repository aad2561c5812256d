/** Reads all sources in parallel, each with a limit, and puts them together as evidence. */
@NullMarked
package pipelinelock.diagnosis.look;

import org.jspecify.annotations.NullMarked;
