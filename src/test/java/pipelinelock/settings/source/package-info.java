/** How values name the places they lie in, and what only looks as if it did. */
@NullMarked
package pipelinelock.settings.source;

import org.jspecify.annotations.NullMarked;
