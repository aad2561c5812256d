/** Tests of what many incidents show together. */
@NullMarked
package pipelinelock.evidence.insight;

import org.jspecify.annotations.NullMarked;
