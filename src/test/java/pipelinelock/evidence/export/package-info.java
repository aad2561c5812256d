/** Tests of the exports. */
@NullMarked
package pipelinelock.evidence.export;

import org.jspecify.annotations.NullMarked;
