/** The command line's output: diagnoses and tables as text of a terminal's width, and as JSON. */
@NullMarked
package pipelinelock.terminal;

import org.jspecify.annotations.NullMarked;
