package pipelinelock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

/**
 * AWS as a command meets it: STS, S3, Secrets Manager and the Systems Manager at one address. What
 * it refuses, it refuses with a text that repeats all of the request, as some of AWS's texts do.
 */
final class PlayedAws implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::123456789012:role/pipeline-lock";

  private static final String ECHO =
      "{{request.method}} {{request.url}} {{request.headers}} {{request.headers.Authorization}}"
          + " {{request.headers.X-Amz-Security-Token}} {{request.body}}";

  /** In the form of each service: that of S3, of STS, and of those that speak JSON. */
  private static final String DENIED =
      "<Code>AccessDenied</Code><Message><![CDATA[%s]]></Message>".formatted(ECHO);

  private static final int LAST = 10;

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().globalTemplating(true));

  PlayedAws() {
    server.start();
    all(named().withStatus(403).withBody("<Error>%s</Error>".formatted(DENIED)));
    server.stubFor(
        post("/")
            .withRequestBody(containing("Action="))
            .atPriority(LAST)
            .willReturn(
                named()
                    .withStatus(403)
                    .withBody(
                        "<ErrorResponse><Error>%s</Error></ErrorResponse>".formatted(DENIED))));
    server.stubFor(
        post("/")
            .withHeader("X-Amz-Target", matching(".*"))
            .atPriority(LAST)
            .willReturn(
                named()
                    .withStatus(400)
                    .withBody(
                        "{\"__type\":\"AccessDeniedException\",\"message\":\"{{request.headers.Authorization}} {{request.headers.X-Amz-Security-Token}}\"}")));
  }

  String url() {
    return server.baseUrl();
  }

  /** Everything is refused that nothing else is said of. */
  private void all(ResponseDefinitionBuilder answer) {
    server.stubFor(any(anyUrl()).atPriority(LAST).willReturn(answer));
  }

  private static ResponseDefinitionBuilder named() {
    return aResponse().withHeader("x-amzn-RequestId", "7f3ac6e5-0f6f-4d67-9d2d-1d3f3e3b2a10");
  }

  PlayedAws knowsTheBot() {
    caller("AKIA", "arn:aws:iam::123456789012:user/bot");
    return this;
  }

  PlayedAws letsItTakeOnTheRole(String token) {
    server.stubFor(
        sts("AssumeRole")
            .willReturn(
                named()
                    .withBody(
                        """
                        <AssumeRoleResponse><AssumeRoleResult><Credentials>
                        <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
                        <SessionToken>%s</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
                        </Credentials></AssumeRoleResult></AssumeRoleResponse>"""
                            .formatted(token, token))));
    caller("ASIAROLE", "arn:aws:sts::123456789012:assumed-role/pipeline-lock/pipeline-lock-dev04");
    return this;
  }

  private void caller(String key, String arn) {
    server.stubFor(
        sts("GetCallerIdentity")
            .withHeader("Authorization", containing("Credential=" + key))
            .willReturn(
                named()
                    .withHeader(
                        "Date", "{{now format='EEE, dd MMM yyyy HH:mm:ss' timezone='GMT'}} GMT")
                    .withBody(
                        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>%s</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>"
                            .formatted(arn))));
  }

  private static MappingBuilder sts(String action) {
    return post("/").withRequestBody(containing("Action=" + action));
  }

  PlayedAws hasObject(String path, String text) {
    server.stubFor(get(path).willReturn(named().withBody(text)));
    return this;
  }

  PlayedAws hasSecret(String text) {
    server.stubFor(
        post("/")
            .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
            .willReturn(named().withBody("{\"SecretString\":\"%s\"}".formatted(text))));
    return this;
  }

  PlayedAws hasParameter(String text) {
    server.stubFor(
        post("/")
            .withHeader("X-Amz-Target", equalTo("AmazonSSM.GetParameter"))
            .willReturn(named().withBody("{\"Parameter\":{\"Value\":\"%s\"}}".formatted(text))));
    return this;
  }

  PlayedAws isAPageToLogIn() {
    all(aResponse().withHeader("Content-Type", "text/html").withBody("<html>" + ECHO));
    return this;
  }

  @Override
  public void close() {
    server.stop();
  }
}
