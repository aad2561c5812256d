/**
 * What is kept next to the record about people's clicks: what they were shown, and what they were
 * refused.
 */
@NullMarked
package pipelinelock.store.click;

import org.jspecify.annotations.NullMarked;
