/** Signs checkpoints with a KMS key and keeps them in S3. */
@NullMarked
package pipelinelock.aws.checkpoint;

import org.jspecify.annotations.NullMarked;
