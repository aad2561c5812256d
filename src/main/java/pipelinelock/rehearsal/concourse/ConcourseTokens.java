package pipelinelock.rehearsal.concourse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.BasicCredentials;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * Logs the one local user in, as fly does, and keeps the tokens. They survive a recreated web VM,
 * because they are in the database.
 */
final class ConcourseTokens {
  private static final Duration LIFE = Duration.ofDays(2);

  private final String username;
  private final String password;
  private final WorldTime time;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> expiry = new ConcurrentHashMap<>();

  ConcourseTokens(String username, String password, WorldTime time) {
    this.username = username;
    this.password = password;
    this.time = time;
  }

  String username() {
    return username;
  }

  Answer issue(Call call) {
    var client = BasicCredentials.of(call.header("Authorization"));
    var form = call.form();
    if (client.filter(fly -> fly.are("fly", "Zmx5")).isEmpty()) {
      return error(401, "invalid_client", "Invalid client credentials.");
    }
    if (!"password".equals(form.get("grant_type"))) {
      return error(400, "unsupported_grant_type", "");
    }
    if (!List.of(form.getOrDefault("scope", "").split(" ")).contains("openid")) {
      return error(400, "invalid_request", "Missing required scope(s) [\"openid\"].");
    }
    if (!username.equals(form.get("username")) || !password.equals(form.get("password"))) {
      return error(401, "access_denied", "Invalid username or password");
    }
    return issued();
  }

  /** False when a token is given that is not valid; true when none is given. */
  boolean isBlankOrValid(Call call) {
    return call.header("Authorization").isBlank() || isValid(call);
  }

  boolean isValid(Call call) {
    var authorization = call.header("Authorization");
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        && Optional.ofNullable(expiry.get(authorization.substring(7)))
            .filter(until -> time.now().isBefore(until))
            .isPresent();
  }

  private Answer issued() {
    var expires = time.now().plus(LIFE);
    var token = token(expires);
    expiry.put(token, expires);
    return Answer.json(
        Json.object(
            "access_token",
            token,
            "token_type",
            "bearer",
            "expires_in",
            LIFE.toSeconds() - 1,
            "id_token",
            "eyJhbGciOiJSUzI1NiJ9.e30.rehearsal"));
  }

  private String token(Instant expires) {
    var bytes = new byte[20];
    random.nextBytes(bytes);
    var token = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    token.put(bytes).putLong(expires.getEpochSecond());
    return Base64.getEncoder().withoutPadding().encodeToString(token.array());
  }

  private static Answer error(int status, String error, String description) {
    return Answer.json(status, Json.object("error", error, "error_description", description));
  }
}
