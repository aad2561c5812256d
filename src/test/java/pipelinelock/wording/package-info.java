/** Tests of how things are put into words. */
@NullMarked
package pipelinelock.wording;

import org.jspecify.annotations.NullMarked;
