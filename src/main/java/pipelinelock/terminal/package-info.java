/**
 * What the command line prints: diagnoses and tables as text of a terminal's width, and as JSON.
 */
@NullMarked
package pipelinelock.terminal;

import org.jspecify.annotations.NullMarked;
