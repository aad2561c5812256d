/**
 * The record as a file of the operating system: that it is still the same one, and only its
 * owner's.
 */
@NullMarked
package pipelinelock.store.file;

import org.jspecify.annotations.NullMarked;
