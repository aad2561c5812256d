/** Copies of the record: export, import, archives, and the proof of a copy. */
@NullMarked
package pipelinelock.store.copy;

import org.jspecify.annotations.NullMarked;
