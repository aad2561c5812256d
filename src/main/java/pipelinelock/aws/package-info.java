/** What the bot asks of AWS: the pool lock in CodeCommit, settings in S3 and Secrets Manager. */
@NullMarked
package pipelinelock.aws;

import org.jspecify.annotations.NullMarked;
