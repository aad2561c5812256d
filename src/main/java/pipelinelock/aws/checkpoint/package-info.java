/** Signing checkpoints of the record with a key in KMS, and keeping them in S3. */
@NullMarked
package pipelinelock.aws.checkpoint;

import org.jspecify.annotations.NullMarked;
