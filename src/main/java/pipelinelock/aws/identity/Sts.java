package pipelinelock.aws.identity;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;

/** Assumes roles through AWS STS. */
@FunctionalInterface
public interface Sts {
  /**
   * A client.
   *
   * @param who asks
   * @param role that is to be taken on; says the partition where no region is known
   */
  StsClient as(AwsCredentialsProvider who, String role);
}
