package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One server in place of S3, Secrets Manager and STS. */
public final class AwsServer implements AutoCloseable {
  static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

  private final WireMockServer server = new WireMockServer(options().dynamicPort());

  public AwsServer() {
    server.start();
  }

  public WireMockServer wireMock() {
    return server;
  }

  public SecretClients clients() {
    return clients(
        Map.of("AWS_ACCESS_KEY_ID", KEY_ID, "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-s3cret"));
  }

  /** As a process with these variables would have them, and no home. */
  public SecretClients clients(Map<String, String> variables) {
    var all = new HashMap<>(Map.of("HOME", "/nonexistent", "AWS_EC2_METADATA_DISABLED", "true"));
    all.putAll(variables);
    all.putIfAbsent("AWS_ENDPOINT_URL", server.baseUrl());
    return new SecretClients(all, Duration.ofSeconds(1));
  }

  /** What only AWS says: the name of its request. */
  public static ResponseDefinitionBuilder fromAws(ResponseDefinitionBuilder answer) {
    return answer.withHeader("x-amz-request-id", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10");
  }

  public static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withHeader("x-amzn-RequestId", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10")
        .withBody(body);
  }

  /** A refusal in JSON; its text repeats the signed request, as AWS's do. */
  public static ResponseDefinitionBuilder refusal(int status, String type) {
    return json(
        status,
        "{\"__type\":\"%s\",\"message\":\"not so: x-amz-security-token:s3cret\"}".formatted(type));
  }

  @Override
  public void close() {
    server.stop();
  }
}
