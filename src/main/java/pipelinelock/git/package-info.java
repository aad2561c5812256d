/** The pool lock as a git repository has it, read from a cached copy that is fetched before use. */
@NullMarked
package pipelinelock.git;

import org.jspecify.annotations.NullMarked;
