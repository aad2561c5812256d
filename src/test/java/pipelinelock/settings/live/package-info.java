/** Values that are missing for a while, and values that are refused. */
@NullMarked
package pipelinelock.settings.live;

import org.jspecify.annotations.NullMarked;
