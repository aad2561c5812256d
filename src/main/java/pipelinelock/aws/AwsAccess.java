package pipelinelock.aws;

import java.util.Optional;
import pipelinelock.aws.CodeCommitConfig.Role;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;

/**
 * The identity and region of calls to AWS.
 *
 * @param region absent: the region from AWS's usual variables and files
 * @param role absent: the identity from AWS's usual variables, files and services
 */
public record AwsAccess(Optional<String> region, Optional<Role> role) {
  /** By the usual variables, files and services of AWS alone. */
  static final AwsAccess DEFAULT = new AwsAccess(Optional.empty(), Optional.empty());

  /** The bot by itself, in this region. */
  public static AwsAccess in(Optional<String> region) {
    return new AwsAccess(region, Optional.empty());
  }

  /** The access of an environment. */
  static AwsAccess of(EnvironmentName environment, Aws aws) {
    return new AwsAccess(
        aws.region(),
        aws.role()
            .map(
                role ->
                    new Role(
                        role.arn(),
                        role.externalId(),
                        "pipeline-lock-" + environment.value(),
                        role.session(),
                        role.sourceIdentity())));
  }
}
