package pipelinelock.bosh.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.http.JsonApi;
import pipelinelock.http.Reply;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.wording.Span;

/**
 * A client-credentials token of the Director's UAA ({@code POST /oauth/token}), kept until 80 % of
 * its life have passed. All threads share it, and one of them fetches it for all.
 */
public final class UaaAccess implements DirectorAccess {
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final String BEARER = "bearer ";
  private static final int PERCENT_OF_LIFE = 80;

  private final JsonApi uaa;
  private final UaaClient client;
  private final InstantSource clock;
  private final SingleFlight flight;
  private volatile Optional<Token> token = Optional.empty();

  private record Token(String header, Instant renewal, Duration life) {}

  private record TokenJson(
      @JsonProperty("access_token") String token, @JsonProperty("expires_in") long life) {}

  private record ErrorJson(@JsonProperty("error_description") @Nullable String description) {}

  /**
   * @param limit how long to wait for the token that another thread is fetching
   */
  public UaaAccess(JsonApi uaa, UaaClient client, InstantSource clock, Duration limit) {
    this.uaa = uaa;
    this.client = client;
    this.clock = clock;
    this.flight = new SingleFlight(limit, action(client));
  }

  @Override
  public String header() {
    return fresh().orElseGet(() -> flight.run(() -> fresh().orElseGet(this::fetch)));
  }

  @Override
  public Optional<String> instead(String rejected) {
    // Another thread may have got a new one since.
    return Optional.of(
        flight.run(
            () -> fresh().filter(header -> !header.equals(rejected)).orElseGet(this::fetch)));
  }

  @Override
  public Rights rights() {
    return new Rights(client.id(), TokenScopes.of(header().substring(BEARER.length())));
  }

  /** The UAA has taken the client's secret, so that it is not the credentials that are wrong. */
  @Override
  public String refused() {
    return "it rejects a token that its UAA has just issued%s. Compare the clocks of both, and check the client's access-token-validity"
        .formatted(token.map(it -> " for %s".formatted(Span.of(it.life()))).orElse(""));
  }

  private Optional<String> fresh() {
    return token.filter(it -> clock.instant().isBefore(it.renewal())).map(Token::header);
  }

  private String fetch() {
    Instant asked = clock.instant();
    Reply reply = uaa.exchangeAgain(action(client), request());
    if (!reply.isSuccessful()) {
      throw uaa.refusal(action(client), reply.status(), description(reply));
    }
    TokenJson json = uaa.parse(action(client), reply, TokenJson.class);
    if (json.token() == null || !TOKEN.matcher(json.token()).matches()) {
      throw uaa.garbage(action(client), "no usable token");
    }
    KnownSecrets.addToken(json.token());
    Duration life = Duration.ofSeconds(Math.clamp(json.life(), 0, 86_400));
    var fetched =
        new Token(
            BEARER + json.token(),
            asked.plus(life.multipliedBy(PERCENT_OF_LIFE).dividedBy(100)),
            life);
    token = Optional.of(fetched);
    return fetched.header();
  }

  private Request request() {
    return new Request.Builder()
        .url(uaa.at("oauth", "token").build())
        .header("Accept", "application/json")
        .header(
            "Authorization",
            Credentials.basic(client.id(), client.secret(), StandardCharsets.UTF_8))
        .post(new FormBody.Builder().add("grant_type", "client_credentials").build())
        .build();
  }

  /** {@code {"error":"unauthorized","error_description":"Bad credentials"}}. */
  private String description(Reply reply) {
    return DirectorRefusal.read(reply, ErrorJson.class).map(ErrorJson::description).orElse("");
  }

  private static String action(UaaClient client) {
    return "fetching a token for the client " + client.id();
  }
}
