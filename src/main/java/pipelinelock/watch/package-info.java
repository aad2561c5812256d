/** Watching every environment: what is worth a post, when, and when it has gone. */
@NullMarked
package pipelinelock.watch;

import org.jspecify.annotations.NullMarked;
