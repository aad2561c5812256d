package pipelinelock.bosh.api;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import pipelinelock.http.ClientCertificate;

/**
 * How to reach one Director. Secrets are plain here and appear in no text.
 *
 * @param url {@code https://bosh.dev04.example.org}; the port defaults to 25555, as in bosh-cli
 * @param directorUuid the only Director to talk to; {@code uuid} of {@code GET /info}
 * @param caCertificates PEM bundle that replaces the system's own CAs, for Director and UAA alike
 * @param clientCertificate for a proxy that asks for one
 * @param deployment {@code concourse}
 */
public record BoshConfig(
    URI url,
    Optional<String> directorUuid,
    Optional<String> caCertificates,
    Credentials credentials,
    Optional<ClientCertificate> clientCertificate,
    String deployment,
    Timeouts timeouts) {
  private static final Pattern DEPLOYMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final int DIRECTOR_PORT = 25_555;

  /** Who the bot is to the Director. */
  public sealed interface Credentials {}

  /** A client of the Director's UAA, as {@code BOSH_CLIENT} and {@code BOSH_CLIENT_SECRET}. */
  public record UaaClient(String id, String secret) implements Credentials {
    @Override
    public String toString() {
      return "UaaClient[id=%s]".formatted(id);
    }
  }

  /** A user of a Director without UAA. */
  public record BasicUser(String name, String password) implements Credentials {
    @Override
    public String toString() {
      return "BasicUser[name=%s]".formatted(name);
    }
  }

  /**
   * Time limits.
   *
   * @param answer of one call
   * @param listing of one listing of instances, which the Director makes a task of; an agent that
   *     does not answer takes it 15 seconds
   * @param pause between two looks at the listing's task
   */
  public record Timeouts(Duration answer, Duration listing, Duration pause) {
    public static final Timeouts USUAL =
        new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(90), Duration.ofMillis(500));

    public Timeouts {
      if (!answer.isPositive() || !pause.isPositive() || listing.compareTo(pause) <= 0) {
        throw new IllegalArgumentException(
            "the Director's time limits must be positive, and the listing's longer than its pause");
      }
    }
  }

  public BoshConfig {
    if (!DEPLOYMENT.matcher(deployment).matches()) {
      throw new IllegalArgumentException(
          "a deployment's name is such as 'concourse', not '%s'".formatted(deployment));
    }
    Addresses.checked(url);
  }

  /** The Director's address with its port. */
  public HttpUrl director() {
    HttpUrl address = Addresses.checked(url);
    return url.getPort() < 0 ? address.newBuilder().port(DIRECTOR_PORT).build() : address;
  }

  @Override
  public String toString() {
    return "BoshConfig[%s, %s, %s]".formatted(url, deployment, credentials);
  }
}
