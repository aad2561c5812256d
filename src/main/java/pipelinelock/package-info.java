/** The program: its command line and the wiring of its parts. */
@NullMarked
package pipelinelock;

import org.jspecify.annotations.NullMarked;
