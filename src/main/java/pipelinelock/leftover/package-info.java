/**
 * What earlier incidents left undone: the record says what was done and not undone, and a look what
 * of that is still so; neither is enough alone.
 */
@NullMarked
package pipelinelock.leftover;

import org.jspecify.annotations.NullMarked;
