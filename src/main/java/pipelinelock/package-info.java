/** The program's entry point and command line. */
@NullMarked
package pipelinelock;

import org.jspecify.annotations.NullMarked;
