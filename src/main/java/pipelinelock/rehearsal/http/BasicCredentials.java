package pipelinelock.rehearsal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The name and secret of an HTTP Basic header. */
public record BasicCredentials(String name, String secret) {

  public static Optional<BasicCredentials> of(String authorization) {
    if (!authorization.startsWith("Basic ")) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
      var pair = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
      return pair.length == 2
          ? Optional.of(new BasicCredentials(pair[0], pair[1]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public boolean are(String otherName, String otherSecret) {
    return name.equals(otherName) && secret.equals(otherSecret);
  }

  @Override
  public String toString() {
    return "BasicCredentials[" + name + "]";
  }
}
