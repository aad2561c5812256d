package pipelinelock.concourse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Http;
import pipelinelock.http.JsonApi;
import pipelinelock.http.Reply;
import pipelinelock.secrecy.KnownSecrets;

/**
 * The token of a local user, from the password grant that {@code fly login -u} uses. It is renewed
 * shortly before it expires or when Concourse refuses it; concurrent callers wait for the same
 * login.
 */
final class ConcourseLogin {
  /** The client that every Concourse knows ({@code atc/atccmd/command.go}); not a secret. */
  private static final String FLY = Credentials.basic("fly", "Zmx5");

  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final JsonApi api;
  private final ConcourseConfig config;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();

  /** How often a login failed. */
  private final AtomicLong failures = new AtomicLong();

  private Optional<Token> kept = Optional.empty();
  private @Nullable RemoteFailure lastFailure;

  ConcourseLogin(JsonApi api, ConcourseConfig config, InstantSource clock) {
    this.api = api;
    this.config = config;
    this.clock = clock;
  }

  /** A token that is not about to end. */
  String token() {
    return tokenOtherThan("");
  }

  /** A token other than the one that was refused. */
  String tokenOtherThan(String refused) {
    long seen = failures.get();
    turn.lock();
    try {
      if (failures.get() > seen && lastFailure != null) {
        // It failed while we waited; each trying again by itself would take that much longer.
        throw lastFailure.again();
      }
      var token =
          kept.filter(it -> isFresh(it) && !it.text().equals(refused)).orElseGet(this::tryToLogIn);
      kept = Optional.of(token);
      return token.text();
    } finally {
      turn.unlock();
    }
  }

  private Token tryToLogIn() {
    try {
      return logIn();
    } catch (RemoteFailure failure) {
      lastFailure = failure;
      failures.incrementAndGet();
      throw failure;
    }
  }

  private boolean isFresh(Token token) {
    return clock.instant().isBefore(token.renewAt());
  }

  private Token logIn() {
    var action = "logging in as " + config.username();
    var reply = api.exchangeAgain(action, request());
    if (!reply.isSuccessful()) {
      throw api.refusal(action, reply.status(), reason(reply));
    }
    var token = api.parse(action, reply, TokenJson.class);
    if (token.accessToken() == null || token.accessToken().isBlank()) {
      throw api.garbage(action, "no token");
    }
    KnownSecrets.addToken(token.accessToken());
    return new Token(token.accessToken(), clock.instant().plus(useful(token.expiresIn())));
  }

  private Request request() {
    var form =
        new FormBody.Builder()
            .add("grant_type", "password")
            .add("username", config.username())
            .add("password", config.password())
            .add("scope", "openid profile email federated:id groups")
            .build();
    return new Request.Builder()
        .url(api.at("sky", "issuer", "token").build())
        .header("Authorization", FLY)
        .post(form)
        .build();
  }

  /** How long a token is used: not to its very end, but not for nothing either. */
  private static Duration useful(@Nullable Long seconds) {
    var life = Duration.ofSeconds(seconds == null ? 3600 : Math.max(0, seconds));
    var margin = life.dividedBy(10);
    return life.minus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN);
  }

  private static String reason(Reply reply) {
    try {
      var error = Http.json().readValue(reply.body(), ErrorJson.class);
      return error == null || error.description() == null ? "" : error.description();
    } catch (IOException e) {
      return ""; // a gateway's page says no more than its status
    }
  }

  private record Token(String text, Instant renewAt) {
    @Override
    public String toString() {
      return "Token[renewAt=" + renewAt + "]";
    }
  }

  private record TokenJson(
      @JsonProperty("access_token") @Nullable String accessToken,
      @JsonProperty("expires_in") @Nullable Long expiresIn) {}

  private record ErrorJson(@JsonProperty("error_description") @Nullable String description) {}
}
