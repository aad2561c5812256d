/** Watches every environment: what is worth a post, when, and when it is over. */
@NullMarked
package pipelinelock.watch;

import org.jspecify.annotations.NullMarked;
