package pipelinelock.bosh.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import pipelinelock.bosh.api.BoshConfig.BasicUser;
import pipelinelock.bosh.api.BoshConfig.Credentials;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.JsonApi;

/** Asks the Director for its identity and its kind of authentication ({@code GET /info}). */
public final class DirectorLogin {
  private static final String ACTION = "asking who it is";

  private final JsonApi api;
  private final Optional<String> pinned;
  private final Credentials credentials;
  private final Function<HttpUrl, JsonApi> uaa;
  private final TokenSource tokens;
  private final SingleFlight flight;
  private volatile @Nullable DirectorAccess access;

  /** Makes an access from a UAA and a client of it. */
  public interface TokenSource {
    DirectorAccess of(JsonApi uaa, UaaClient client);
  }

  public DirectorLogin(
      JsonApi api, BoshConfig config, Function<HttpUrl, JsonApi> uaa, TokenSource tokens) {
    this.api = api;
    this.pinned = config.directorUuid();
    this.credentials = config.credentials();
    this.uaa = uaa;
    this.tokens = tokens;
    Duration limit = config.timeouts().answer();
    this.flight = new SingleFlight(limit, "asking the Director who it is");
  }

  /** How to be logged in; asked for once. */
  public DirectorAccess access() {
    DirectorAccess known = access;
    return known != null ? known : flight.run(this::found);
  }

  /**
   * Who the Director is, now.
   *
   * @throws RemoteFailure of kind REFUSED when it is not the one of the configuration
   */
  public InfoJson check() {
    InfoJson info = api.get(ACTION, api.at("info").build(), InfoJson.class);
    if (pinned.isPresent() && !pinned.get().equals(info.uuid())) {
      throw RemoteFailure.advised(
          Kind.REFUSED,
          "The Director at %s is '%s' with uuid %s, but the settings expect uuid %s. The bot sent it no request."
              .formatted(api.at().build().host(), info.name(), info.uuid(), pinned.get()),
          "correct bosh.url, or bosh.director_uuid if this Director was rebuilt");
    }
    return info;
  }

  private DirectorAccess found() {
    DirectorAccess known = access;
    if (known != null) {
      return known;
    }
    DirectorAccess made = accessFor(check());
    access = made;
    return made;
  }

  private DirectorAccess accessFor(InfoJson info) {
    String address = info.uaa();
    return switch (credentials) {
      case BasicUser user when address == null -> DirectorAccess.Basic.of(user);
      case UaaClient client when address != null -> tokens.of(uaa.apply(safe(address)), client);
      case BasicUser _ ->
          throw mismatch(
              "expects a client of its UAA, but the settings have a user",
              "replace username and password by client and client_secret");
      case UaaClient _ ->
          throw mismatch(
              "has local users, but the settings have a client of a UAA",
              "replace client and client_secret by username and password");
    };
  }

  private HttpUrl safe(String address) {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null || !Addresses.isSafe(url)) {
      throw api.garbage(ACTION, "a UAA address that is not https");
    }
    return url;
  }

  private static RemoteFailure mismatch(String what, String cure) {
    return RemoteFailure.advised(Kind.UNAUTHORISED, "The Director " + what, cure);
  }
}
