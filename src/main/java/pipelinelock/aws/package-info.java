/**
 * What the bot uses AWS for: the pool lock in CodeCommit, and settings in S3, Secrets Manager and
 * the Systems Manager.
 */
@NullMarked
package pipelinelock.aws;

import org.jspecify.annotations.NullMarked;
