package pipelinelock.aws.identity;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoint that gives an ECS container or an EKS pod its role.
 *
 * @param label how messages name it
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">AWS
 *     SDKs and tools reference, "Container credential provider"</a>
 */
record ContainerEndpoint(String label, URI address, Variables variables, InstantSource clock) {
  private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
  private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

  /** Of ECS, and of EKS. */
  private static final Set<String> KNOWN =
      Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  private static final int SOON = (int) Duration.ofSeconds(2).toMillis();
  private static final int LARGEST = 64_000;

  /** Absent where no variable names it. */
  static Optional<CredentialOrigin> in(Variables variables, InstantSource clock) {
    return variables
        .get(RELATIVE)
        .map(path -> origin(RELATIVE, "http://169.254.170.2" + path, variables, clock))
        .or(() -> variables.get(FULL).map(uri -> origin(FULL, uri, variables, clock)));
  }

  private static CredentialOrigin origin(
      String variable, String uri, Variables variables, InstantSource clock) {
    String label = "the container's endpoint of " + variable;
    try {
      var address = URI.create(uri);
      if (isFit(address)) {
        var endpoint = new ContainerEndpoint(label, address, variables, clock);
        return CredentialOrigin.lasting(label, endpoint::read, clock);
      }
    } catch (IllegalArgumentException _) {
      // Said below. Its message would repeat the address.
    }
    return CredentialOrigin.unusable(
        label,
        "%s is not an address that may provide credentials".formatted(variable),
        "use an https address, one of this machine, or the one of ECS or EKS (169.254.170.2 or .23)");
  }

  /** Over http to nobody else: a token goes with the question. */
  private static boolean isFit(URI address) {
    String host = Optional.ofNullable(address.getHost()).orElse("");
    if ("https".equals(address.getScheme())) {
      return !host.isEmpty();
    }
    return "http".equals(address.getScheme()) && (KNOWN.contains(host) || isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private GivenCredentials read() {
    var token = token();
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(SOON);
      connection.setReadTimeout(SOON);
      connection.setInstanceFollowRedirects(false);
      token.ifPresent(it -> connection.setRequestProperty("Authorization", it));
      int status = connection.getResponseCode();
      if (status != 200) {
        throw refused(status, token.isPresent());
      }
      try (var body = connection.getInputStream()) {
        var text = new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
        return GivenCredentials.of(text, "Token", clock);
      }
    } catch (GivenCredentials.Unusable e) {
      throw CredentialOrigin.failure(
          "%s %s".formatted(label, e.what()), "check that this is its address: " + host());
    } catch (InterruptedIOException _) {
      throw CredentialOrigin.failure(
          "%s did not answer within 2 s".formatted(label),
          "check that its agent runs at %s, and try again".formatted(host()));
    } catch (IOException _) {
      throw CredentialOrigin.failure(
          label + " could not be reached", "check that its agent runs at " + host());
    }
  }

  private RuntimeException refused(int status, boolean token) {
    boolean denied = status == 401 || status == 403;
    if (denied && !token) {
      return CredentialOrigin.failure(
          "%s answered %d, and no token is set for it".formatted(label, status),
          "set %s, or %s".formatted(TOKEN_FILE, TOKEN));
    }
    return denied
        ? CredentialOrigin.failure(
            "%s answered %d: it rejects the token".formatted(label, status),
            "renew the token of %s or %s".formatted(TOKEN_FILE, TOKEN))
        : CredentialOrigin.failure(
            "%s answered %d".formatted(label, status),
            "give the task or the pod a role, and check its agent at " + host());
  }

  private String host() {
    return address.getHost();
  }

  private Optional<String> token() {
    return variables
        .get(TOKEN_FILE)
        .map(ContainerEndpoint::content)
        .or(() -> variables.get(TOKEN))
        .filter(it -> it.chars().noneMatch(Character::isISOControl));
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | RuntimeException _) {
      throw CredentialOrigin.failure(
          "the file of %s cannot be read".formatted(TOKEN_FILE),
          "check the pod's agent, which writes it, or correct the variable");
    }
  }
}
