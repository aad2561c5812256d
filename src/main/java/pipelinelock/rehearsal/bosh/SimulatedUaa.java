package pipelinelock.rehearsal.bosh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.BasicCredentials;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.Routes;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.time.WorldTime;

/** The Director's UAA: client credentials only; tokens expire by the simulated clock. */
final class SimulatedUaa implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final List<BoshClient> clients;
  private final Duration tokenLife;
  private final WorldTime time;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Loopback server;
  private final Routes routes = new Routes().on("POST /oauth/token", (call, _) -> token(call));

  private record Token(BoshClient client, Instant expires) {}

  SimulatedUaa(int port, List<BoshClient> clients, Duration tokenLife, WorldTime time) {
    this.clients = List.copyOf(clients);
    this.tokenLife = tokenLife;
    this.time = time;
    server = new Loopback(port, call -> routes.answer(call).orElse(Answer.empty(404)));
  }

  String url() {
    return server.url();
  }

  List<SeenRequest> seen() {
    return server.seen();
  }

  void tokensExpire() {
    tokens.clear();
  }

  /** Whose unexpired token this is. */
  Optional<BoshClient> owner(String token) {
    return Optional.ofNullable(tokens.get(token))
        .filter(known -> time.now().isBefore(known.expires))
        .map(Token::client);
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer token(Call call) {
    var client = client(call.header("Authorization"));
    if (client.isEmpty()) {
      return error(401, "unauthorized", "Bad credentials");
    }
    if (!"client_credentials".equals(call.form().get("grant_type"))) {
      return error(401, "unauthorized_client", "Unauthorized grant type");
    }
    return Answer.json(grant(client.get()));
  }

  private ObjectNode grant(BoshClient client) {
    var expires = time.now().plus(tokenLife);
    var jti = UUID.randomUUID().toString().replace("-", "");
    var claims =
        Json.object(
            "jti", jti,
            "sub", client.id(),
            "client_id", client.id(),
            "scope", client.scopes(),
            "exp", expires.getEpochSecond());
    var token =
        part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
            + "."
            + part(Json.write(claims))
            + "."
            + part(jti);
    tokens.put(token, new Token(client, expires));
    return Json.object(
        "access_token",
        token,
        "token_type",
        "bearer",
        "expires_in",
        Math.max(0, tokenLife.toSeconds() - 1),
        "scope",
        String.join(" ", client.scopes()),
        "jti",
        jti);
  }

  private Optional<BoshClient> client(String authorization) {
    return BasicCredentials.of(authorization)
        .flatMap(
            given ->
                clients.stream()
                    .filter(client -> given.are(client.id(), client.secret()))
                    .findFirst());
  }

  private static Answer error(int status, String error, String description) {
    return Answer.json(status, Json.object("error", error, "error_description", description));
  }

  private static String part(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
