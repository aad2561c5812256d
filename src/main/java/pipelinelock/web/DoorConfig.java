package pipelinelock.web;

import java.util.List;
import pipelinelock.sender.Served;

/**
 * Whose requests are accepted.
 *
 * @param signingSecrets of the app; two while the secret is being rotated
 * @param served whose requests
 */
public record DoorConfig(List<String> signingSecrets, Served served) {
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
    return "DoorConfig[%s]".formatted(served);
  }
}
