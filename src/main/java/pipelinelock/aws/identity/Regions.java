package pipelinelock.aws.identity;

import java.util.Map;
import java.util.Optional;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/** The region if the settings name none: from a variable, the profile or the machine. */
public final class Regions {
  private final Variables variables;

  public Regions(Map<String, String> variables) {
    this.variables = new Variables(variables);
  }

  /** Asks the machine last. */
  public Region usual() {
    return named().orElseGet(this::ofMachine);
  }

  /**
   * Where a role can be taken on in any case; the machine is not asked.
   *
   * @param role its ARN says the partition
   */
  public Region of(String role) {
    return named()
        .orElseGet(
            () ->
                role.startsWith("arn:aws-cn:")
                    ? Region.CN_NORTH_1
                    : role.startsWith("arn:aws-us-gov:") ? Region.US_GOV_WEST_1 : Region.US_EAST_1);
  }

  /** {@code AWS_DEFAULT_REGION} is what AWS's command line reads, and most people set. */
  private Optional<Region> named() {
    return variables
        .get("AWS_REGION")
        .or(() -> variables.get("AWS_DEFAULT_REGION"))
        .or(this::ofProfile)
        .map(Region::of);
  }

  private Optional<String> ofProfile() {
    try {
      return Profiles.of(variables)
          .read()
          .profile(variables.profile())
          .flatMap(it -> it.property("region"));
    } catch (IdentityFailure _) {
      return Optional.empty(); // said when credentials are asked for
    }
  }

  private Region ofMachine() {
    if (!variables.isTrue("AWS_EC2_METADATA_DISABLED")) {
      try {
        var region = new InstanceProfileRegionProvider().getRegion();
        if (region != null) {
          return region;
        }
      } catch (SdkClientException _) {
        // Said below.
      }
    }
    throw CredentialOrigin.failure(
        "an AWS region is needed, and none is named",
        "write aws.region in the environment, or set AWS_REGION");
  }
}
