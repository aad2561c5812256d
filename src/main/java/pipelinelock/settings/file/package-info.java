/** The whole settings file, and what its environments share. */
@NullMarked
package pipelinelock.settings.file;

import org.jspecify.annotations.NullMarked;
