@NullMarked
package pipelinelock.aws.checkpoint;

import org.jspecify.annotations.NullMarked;
