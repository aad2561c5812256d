package pipelinelock.web;

import java.util.List;
import java.util.Optional;

/**
 * Whose requests are accepted.
 *
 * @param signingSecrets of the app; two while the secret is being rotated
 * @param teamId the workspace
 * @param enterpriseId the organisation, if the app is installed in a whole organisation
 * @param appId the app
 */
public record DoorConfig(
    List<String> signingSecrets, String teamId, Optional<String> enterpriseId, String appId) {
  public DoorConfig {
    signingSecrets = List.copyOf(signingSecrets);
    if (signingSecrets.isEmpty()
        || signingSecrets.stream().anyMatch(it -> it.isBlank() || it.equals("---"))) {
      throw new IllegalArgumentException(
          "slack needs a signing secret: without one anybody could sign (you find it under Basic Information of the app)");
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "DoorConfig[%s, %s]".formatted(teamId, appId);
  }
}
