/**
 * Events as they are stored: their JSON, their rows and hashes, and what stands for an archived
 * one.
 */
@NullMarked
package pipelinelock.store.event;

import org.jspecify.annotations.NullMarked;
