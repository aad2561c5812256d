package pipelinelock.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import pipelinelock.http.TestAuthority;

/** git's own smart HTTP server ({@code git http-backend}) behind a password, on loopback. */
final class GitHttpServer implements AutoCloseable {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");

  private final HttpServer server;
  private final Path root;
  private volatile boolean writable = true;
  private volatile boolean losesAnswersToPushes;

  GitHttpServer(Path root, String username, String secret) throws IOException {
    this(root, username, secret, HttpServer.create(ANY, 0));
  }

  /** With the certificate of this authority, for localhost. */
  static GitHttpServer secured(Path root, String username, String secret, TestAuthority authority)
      throws Exception {
    var server = HttpsServer.create(ANY, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.serverContext()));
    return new GitHttpServer(root, username, secret, server);
  }

  private GitHttpServer(Path root, String username, String secret, HttpServer server) {
    this.root = root;
    this.server = server;
    server
        .createContext("/", this::answer)
        .setAuthenticator(
            new BasicAuthenticator("git") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals(username) && password.equals(secret);
              }
            });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(BACKEND);
  }

  URI url(String repository) {
    return URI.create(
        "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), repository));
  }

  /** Its address for whoever speaks TLS to it. */
  URI securedUrl(String host, String repository) {
    return URI.create(
        "https://%s:%d/%s".formatted(host, server.getAddress().getPort(), repository));
  }

  /** From now on nobody may push. */
  void isReadOnly() {
    writable = false;
  }

  /** From now on a push is done, and its answer does not come. */
  void losesAnswersToPushes() {
    losesAnswersToPushes = true;
  }

  void answersAgain() {
    losesAnswersToPushes = false;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var cgi = start(exchange);
      try (var in = cgi.getOutputStream()) {
        exchange.getRequestBody().transferTo(in);
      }
      try (var out = new DataInputStream(cgi.getInputStream())) {
        if (losesAnswersToPushes && exchange.getRequestURI().getPath().endsWith("receive-pack")) {
          out.readAllBytes();
          return; // closes the connection
        }
        int status = headers(exchange, out);
        exchange.sendResponseHeaders(status, 0);
        out.transferTo(exchange.getResponseBody());
      }
    }
  }

  private Process start(HttpExchange exchange) throws IOException {
    var command = new ProcessBuilder(BACKEND.toString());
    var variables = command.environment();
    variables.put("GIT_PROJECT_ROOT", root.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("GIT_CONFIG_COUNT", "1");
    variables.put("GIT_CONFIG_KEY_0", "safe.directory");
    variables.put("GIT_CONFIG_VALUE_0", "*");
    if (writable) {
      variables.put("REMOTE_USER", "bot");
    }
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", exchange.getRequestURI().getPath());
    variables.put("QUERY_STRING", header(exchange.getRequestURI().getQuery()));
    variables.put("CONTENT_TYPE", header(exchange.getRequestHeaders().getFirst("Content-Type")));
    variables.put("GIT_PROTOCOL", header(exchange.getRequestHeaders().getFirst("Git-Protocol")));
    variables.put(
        "HTTP_CONTENT_ENCODING", header(exchange.getRequestHeaders().getFirst("Content-Encoding")));
    return command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String header(@org.jspecify.annotations.Nullable String value) {
    return Optional.ofNullable(value).orElse("");
  }

  private static int headers(HttpExchange exchange, DataInputStream out) throws IOException {
    int status = 200;
    for (var line = line(out); !line.isEmpty(); line = line(out)) {
      var parts = line.split(": ", 2);
      if (parts[0].equals("Status")) {
        status = Integer.parseInt(parts[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(parts[0], parts[1]);
      }
    }
    return status;
  }

  private static String line(DataInputStream in) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      bytes.write(next);
    }
    return bytes.toString(UTF_8).strip();
  }
}
