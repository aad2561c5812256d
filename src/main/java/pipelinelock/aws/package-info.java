/** The pool lock as AWS CodeCommit has it, read by its API without a copy of the repository. */
@NullMarked
package pipelinelock.aws;

import org.jspecify.annotations.NullMarked;
