/**
 * The pool lock in a git repository: read from a copy that is fetched before use, and released by a
 * commit.
 */
@NullMarked
package pipelinelock.git;

import org.jspecify.annotations.NullMarked;
