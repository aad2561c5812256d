/** How a settings value names the place that it comes from. */
@NullMarked
package pipelinelock.settings.source;

import org.jspecify.annotations.NullMarked;
