/** The commands, each as a part. */
@NullMarked
package pipelinelock.cli;

import org.jspecify.annotations.NullMarked;
