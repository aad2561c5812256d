/** The content of {@code pipeline-lock.yml}, read once, with every problem reported at its line. */
@NullMarked
package pipelinelock.settings;

import org.jspecify.annotations.NullMarked;
