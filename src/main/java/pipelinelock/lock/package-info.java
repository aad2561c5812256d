/** The pool lock: where it is, who holds it, and the commit messages that say so. */
@NullMarked
package pipelinelock.lock;

import org.jspecify.annotations.NullMarked;
