package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** One server in place of S3, Secrets Manager and STS. */
final class AwsServer implements AutoCloseable {
  static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

  private final WireMockServer server = new WireMockServer(options().dynamicPort());

  AwsServer() {
    server.start();
  }

  WireMockServer wireMock() {
    return server;
  }

  SecretClients clients() {
    return new SecretClients(
        Optional.of(URI.create(server.baseUrl())),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(KEY_ID, "wJalrXUtnFEMI-s3cret")));
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withHeader("x-amzn-RequestId", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10")
        .withBody(body);
  }

  /** A refusal in JSON; its text repeats the signed request, as AWS's do. */
  static ResponseDefinitionBuilder refusal(int status, String type) {
    return json(
        status,
        "{\"__type\":\"%s\",\"message\":\"not so: x-amz-security-token:s3cret\"}".formatted(type));
  }

  @Override
  public void close() {
    server.stop();
  }
}
