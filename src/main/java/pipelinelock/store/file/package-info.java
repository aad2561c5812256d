/** The record as a file of the operating system: that it is still the same one, and whose it is. */
@NullMarked
package pipelinelock.store.file;

import org.jspecify.annotations.NullMarked;
