/**
 * What earlier incidents left undone: by the record what was done and not undone, by a look what of
 * it is still so; neither alone.
 */
@NullMarked
package pipelinelock.leftover;

import org.jspecify.annotations.NullMarked;
