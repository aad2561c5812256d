/** The lock read from a CodeCommit that speaks AWS's own protocols on this machine. */
@NullMarked
package pipelinelock.aws;

import org.jspecify.annotations.NullMarked;
