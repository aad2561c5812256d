package pipelinelock.pipeline;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a Concourse says about itself ({@code GET /api/v1/info}).
 *
 * @param text its version, such as {@code 7.11.2}
 * @param redactsSecrets it holds a step's output back until the end of a line, so that the dots of
 *     a waiting claim are invisible and its silence means nothing
 * @param externalUrl its own address; absent if it does not say
 */
public record ConcourseVersion(String text, boolean redactsSecrets, Optional<String> externalUrl) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

  /**
   * Whether this version knows the hang of pool-resource#70: a put that waits for the lock ignores
   * an abort, may still claim later, and then never ends. Fixed by concourse commit b9b76c065,
   * first released in 7.13.0. A hint, never a proof: it needs the containerd runtime and a resource
   * with private-key authentication. False when the version cannot be understood.
   */
  public boolean knowsTheHang() {
    var matcher = NUMBERS.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    return major < 7 || (major == 7 && minor < 13);
  }
}
