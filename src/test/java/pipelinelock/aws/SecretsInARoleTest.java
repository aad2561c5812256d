package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pipelinelock.aws.AwsServer.fromAws;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.EnvironmentSettings.Role;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.settings.read.SecretSource.Unreadable;

/** An environment's values are fetched in the role of its {@code aws} section. */
class SecretsInARoleTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/pipeline-lock";
  private static final String ASSUMED =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleResult>
          <AssumedRoleUser>
            <AssumedRoleId>AROA123EXAMPLE123:pipeline-lock-dev04</AssumedRoleId>
            <Arn>arn:aws:sts::123456789012:assumed-role/pipeline-lock/pipeline-lock-dev04</Arn>
          </AssumedRoleUser>
          <Credentials>
            <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>
            <SecretAccessKey>s3cret-of-the-role</SecretAccessKey>
            <SessionToken>token-of-the-role</SessionToken>
            <Expiration>2099-11-24T11:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleResult>
      </AssumeRoleResponse>
      """;

  private final AwsServer aws = new AwsServer();

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void theRoleIsAssumedOnceAndAsked() throws Exception {
    aws.wireMock()
        .stubFor(
            assumeRole()
                .withRequestBody(containing("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole"))
                .withRequestBody(containing("RoleSessionName=pipeline-lock-dev04"))
                .withRequestBody(containing("ExternalId=dev04-id"))
                .withHeader("Authorization", containing(AwsServer.KEY_ID))
                .withHeader("Authorization", containing("/eu-west-1/sts/"))
                .willReturn(fromAws(aResponse().withBody(ASSUMED))));
    aws.wireMock()
        .stubFor(
            get(urlPathEqualTo("/state/vars.yml"))
                .withHeader("Authorization", containing("Credential=ASIAIOSFODNN7EXAMPLE/"))
                .withHeader("Authorization", containing("/eu-west-1/s3/"))
                .withHeader("X-Amz-Security-Token", equalTo("token-of-the-role"))
                .willReturn(fromAws(aResponse().withBody("{a: one, b: two}"))));
    var source = source(Optional.of("dev04-id"));

    assertThat(source.read("//state/vars.yml#a")).isEqualTo("one");
    assertThat(source.read("//state/vars.yml#b")).isEqualTo("two");
    aws.wireMock()
        .verify(
            1, postRequestedFor(urlEqualTo("/")).withRequestBody(containing("Action=AssumeRole")));
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied,    does not allow the bot to assume role " + ROLE,
    "403, ExpiredToken,    STS does not accept the bot's AWS credentials (the variable AWS_ACCESS_KEY_ID): that session has expired (ExpiredToken) when the bot assumed role",
    "400, Throttling,      STS asks the bot to slow down (Throttling) when the bot assumed role "
        + ROLE,
    "500, InternalFailure, STS answered 500 (InternalFailure)",
  })
  void aRoleThatIsRefusedIsNamed(int status, String code, String words) {
    aws.wireMock()
        .stubFor(
            assumeRole()
                .willReturn(
                    fromAws(aResponse())
                        .withStatus(status)
                        .withBody(
                            """
                            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                              <Error><Type>Sender</Type><Code>%s</Code>
                              <Message>x-amz-security-token:s3cret</Message></Error>
                            </ErrorResponse>
                            """
                                .formatted(code))));

    assertRefused(words);
  }

  @Test
  void anAnswerOfStsThatIsNoneIsTold() {
    aws.wireMock().stubFor(assumeRole().willReturn(fromAws(aResponse().withBody("<html>s3cret"))));

    assertRefused("sent an answer that the bot cannot read");
  }

  private void assertRefused(String words) {
    var refused =
        catchThrowableOfType(
            Unreadable.class, () -> source(Optional.of("dev04-id")).read("//state/vars.yml"));

    assertThat(refused)
        .hasMessageStartingWith("s3://state/vars.yml ")
        .hasMessageContaining(words)
        .hasNoCause();
    assertThat(refused.getMessage() + refused.fix()).doesNotContain("s3cret", "dev04-id");
  }

  private static MappingBuilder assumeRole() {
    return post(urlEqualTo("/")).withRequestBody(containing("Action=AssumeRole"));
  }

  private SecretSource source(Optional<String> externalId) {
    return AwsSecretSources.of(aws.clients(), Duration.ofSeconds(8))
        .getFirst()
        .as(
            new EnvironmentName("dev04"),
            new Aws(
                Optional.of("eu-west-1"),
                Optional.of(new Role(ROLE, externalId, Optional.empty(), Optional.empty()))));
  }
}
