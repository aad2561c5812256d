package pipelinelock.bosh.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import pipelinelock.http.Http;

/**
 * The {@code scope} claim of a UAA token (a JWT). The signature is not checked: the scopes are only
 * shown, and the Director decides.
 */
final class TokenScopes {
  private static final int PAYLOAD = 1;

  private TokenScopes() {}

  /** Sorted; empty for a token that is no JWT or has no such claim. */
  static Optional<List<String>> of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[PAYLOAD]);
      return scopes(Http.json().readTree(payload).path("scope"));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // no JWT after all; without the cause, which may quote the token
    }
  }

  private static Optional<List<String>> scopes(JsonNode claim) {
    var scopes = new ArrayList<String>();
    if (claim.isTextual()) {
      scopes.addAll(List.of(claim.asText().strip().split("\\s+")));
    } else {
      claim.forEach(scope -> scopes.add(scope.asText()));
    }
    return claim.isMissingNode() || claim.isNull()
        ? Optional.empty()
        : Optional.of(scopes.stream().filter(it -> !it.isBlank()).sorted().distinct().toList());
  }
}
