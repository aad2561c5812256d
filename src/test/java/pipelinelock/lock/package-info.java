/** The lock's commit messages, by example and by generator. */
@NullMarked
package pipelinelock.lock;

import org.jspecify.annotations.NullMarked;
