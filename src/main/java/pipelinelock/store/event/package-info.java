/** Stored events: their JSON, their rows and hashes, and what replaces an archived incident. */
@NullMarked
package pipelinelock.store.event;

import org.jspecify.annotations.NullMarked;
