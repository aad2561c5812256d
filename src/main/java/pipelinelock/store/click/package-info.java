/**
 * What is kept beside the record of what people pressed: what they were shown, what was refused.
 */
@NullMarked
package pipelinelock.store.click;

import org.jspecify.annotations.NullMarked;
