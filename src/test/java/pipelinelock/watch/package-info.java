/** Tests of the watcher. */
@NullMarked
package pipelinelock.watch;

import org.jspecify.annotations.NullMarked;
