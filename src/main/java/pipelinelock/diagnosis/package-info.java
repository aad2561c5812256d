/** What the evidence of one moment means, and the lightest cure that fits it. */
@NullMarked
package pipelinelock.diagnosis;

import org.jspecify.annotations.NullMarked;
