/** How a value of the settings names the place that it lies in. */
@NullMarked
package pipelinelock.settings.source;

import org.jspecify.annotations.NullMarked;
