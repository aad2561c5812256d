package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pipelinelock.aws.AwsServer.fromAws;
import static pipelinelock.aws.AwsServer.json;
import static pipelinelock.aws.AwsServer.refusal;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.aws.trouble.Asked;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.settings.read.SecretSource.Unreadable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;

class AwsSecretSourcesTest {
  private static final String VARS =
      """
      admin_password: 007
      on: yes
      weights: [1.10, two]
      default_ca: &ca
        certificate: |
          -----BEGIN CERTIFICATE-----
          s3cret
          -----END CERTIFICATE-----
      bosh_ca: *ca
      empty:
      """;
  private static final String SECRET_JSON =
      "{\"slack\":{\"token\":\"xoxb-s3cret\",\"size\":12},\"list\":[\"a\",null]}";

  private final AwsServer aws = new AwsServer();

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aWholeObjectIsTakenWithoutTheLineEndsItEndsIn() throws Exception {
    object(aResponse().withBody("s3cret\nsecond\n\r\n"));

    assertThat(read("s3", "//state/some/bosh-CA.crt")).isEqualTo("s3cret\nsecond");
    aws.wireMock()
        .verify(
            getRequestedFor(urlPathEqualTo("/state/some/bosh-CA.crt"))
                .withHeader("Authorization", containing("/eu-west-2/s3/")));
  }

  @ParameterizedTest
  @CsvSource({
    "admin_password, 007",
    "on,             yes",
    "weights.0,      1.10",
    "weights.1,      two",
  })
  void aTextInYamlIsTakenAsItIsWritten(String path, String text) throws Exception {
    object(aResponse().withBody(VARS));

    assertThat(read("s3", "//state/vars.yml#" + path)).isEqualTo(text);
  }

  @Test
  void aTextInYamlMayHaveManyLinesAndAnAlias() throws Exception {
    object(aResponse().withBody(VARS));

    assertThat(read("s3", "//state/vars.yml#bosh_ca.certificate"))
        .as("without the line end that a block ends in")
        .isEqualTo("-----BEGIN CERTIFICATE-----\ns3cret\n-----END CERTIFICATE-----");
  }

  @Test
  void anOlderVersionOfAnOddlyNamedObjectCanBeNamed() throws Exception {
    object(aResponse().withBody("bosh.example.com: {ca: old}"));

    assertThat(read("s3", "//state/vars%23dev04.yml?versionId=3sL4kqt#/bosh.example.com/ca"))
        .isEqualTo("old");
    aws.wireMock()
        .verify(
            getRequestedFor(urlPathEqualTo("/state/vars%23dev04.yml"))
                .withQueryParam("versionId", equalTo("3sL4kqt")));
  }

  @Test
  void theVersionBeforeOfASecretCanBeNamed() throws Exception {
    aws.wireMock()
        .stubFor(
            post(urlEqualTo("/"))
                .withRequestBody(
                    equalToJson(
                        "{\"SecretId\":\"pipeline-lock/slack\",\"VersionStage\":\"AWSPREVIOUS\"}"))
                .willReturn(json(200, told(SECRET_JSON))));

    assertThat(
            read("aws-secretsmanager", "pipeline-lock/slack?versionStage=AWSPREVIOUS#/slack/token"))
        .isEqualTo("xoxb-s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "default_ca.key,           has nothing at 'default_ca.key'",
    "default_ca,               has more than one value at 'default_ca'",
    "weights,                  has more than one value at 'weights'",
    "weights.2,                has nothing at 'weights.2'",
    "weights.first,            has nothing at 'weights.first'",
    "admin_password.x,         has nothing at 'admin_password.x'",
    "default_ca..certificate,  has nothing at 'default_ca..certificate'",
  })
  void aPathThatLeadsToNoTextIsNamed(String path, String words) {
    object(aResponse().withBody(VARS));

    assertRefused("s3", "//state/vars.yml#" + path, "s3://state/vars.yml " + words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret: [unclosed",
        "!!javax.script.ScriptEngineManager [s3cret]",
        "s3cret: 1\n--- \nother: 2\n",
        "\u0000s3cret",
      })
  void whatIsNoYamlIsNotShown(String body) {
    object(aResponse().withBody(body));

    assertRefused("s3", "//state/vars.yml#a", "s3://state/vars.yml is not YAML");
  }

  @Test
  void anEmptyDocumentHasNothingInIt() {
    object(aResponse().withBody(""));

    assertRefused("s3", "//state/vars.yml#a", "has nothing at 'a'");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    object(aResponse().withBody("s3cret \u00e9".getBytes(ISO_8859_1)));

    assertRefused("s3", "//state/key", "s3://state/key is not text in UTF-8");
  }

  @Test
  void anObjectThatIsNoSettingIsNotReadToItsEnd() {
    object(aResponse().withBody("s3cret ".repeat(200_000)));

    assertRefused("s3", "//state/key", "s3://state/key is larger than 1 MB");
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey,    does not exist (NoSuchKey)",
    "404, NoSuchBucket, does not exist: there is no such bucket (NoSuchBucket)",
    "403, AccessDenied, cannot be read (AccessDenied)",
    "503, SlowDown,     asks the bot to slow down (SlowDown)",
    "403, ExpiredToken, does not accept the bot's AWS credentials (the variable AWS_ACCESS_KEY_ID): that session has expired (ExpiredToken)",
    "500, InternalError, answered 500 (InternalError)",
  })
  void whyAnObjectIsNotGivenIsTold(int status, String code, String words) {
    object(
        aResponse()
            .withStatus(status)
            .withBody(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>s3cret</Message><RequestId>1</RequestId></Error>
                """
                    .formatted(code)));

    assertRefused("s3", "//state/key", "s3://state/key " + words);
  }

  @Test
  void aRefusalWithoutAReasonIsNotTakenForAMissingPermission() {
    object(aResponse().withStatus(403));

    var refused = refused("s3", "//state/key");

    assertThat(refused).hasMessageContaining("answered 403, and gave no reason that the bot can");
    assertThat(refused.fix())
        .isEqualTo(
            "check the bot's AWS credentials (the variable AWS_ACCESS_KEY_ID), this machine's clock,"
                + " and the permission s3:GetObject (and kms:Decrypt for its key, if it has one)");
  }

  @Test
  void whoMustBeGivenWhichRightIsTold() {
    object(aResponse().withStatus(403).withBody("<Error><Code>AccessDenied</Code></Error>"));

    var refused = refused("s3", "//state/key");

    assertThat(refused.fix())
        .startsWith("allow s3:GetObject")
        .endsWith("to the bot's AWS credentials (the variable AWS_ACCESS_KEY_ID)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state/key", "//state", "//state/", "//State/key", "//state/key#", ""})
  void whatIsNoObjectIsTold(String name) {
    assertRefused("s3", name, "s3: must be followed by a bucket and a key");
  }

  @Test
  void aServerThatHangsCostsTheLimitAndNoMore() {
    object(aResponse().withBody("s3cret").withFixedDelay(60_000));

    assertRefused("s3", "//state/key", "s3://state/key did not answer in time");
  }

  @ParameterizedTest
  @CsvSource({
    "'',           '{\"slack\":{\"token\":\"xoxb-s3cret\",\"size\":12},\"list\":[\"a\",null]}'",
    "#slack.token, xoxb-s3cret",
    "#slack.size,  12",
    "#list.0,      a",
  })
  void aSecretIsTakenWholeOrByPath(String path, String text) throws Exception {
    secret(json(200, told(SECRET_JSON)));

    assertThat(read("aws-secretsmanager", "pipeline-lock/slack" + path)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "#slack,   has more than one value at 'slack'",
    "#list.1,  has nothing at 'list.1'",
    "#secret,  has nothing at 'secret'",
  })
  void aPathThatASecretDoesNotHaveIsNamed(String path, String words) {
    secret(json(200, told(SECRET_JSON)));

    assertRefused(
        "aws-secretsmanager",
        "pipeline-lock/slack" + path,
        "aws-secretsmanager:pipeline-lock/slack " + words);
  }

  @Test
  void aSecretThatIsNoJsonIsNotShown() {
    secret(json(200, told("s3cret")));

    assertRefused("aws-secretsmanager", "pipeline-lock/slack#a", "is not JSON");
  }

  @Test
  void aSecretOfBytesIsRefused() {
    secret(json(200, "{\"Name\":\"x\",\"SecretBinary\":\"czNjcmV0\"}"));

    assertRefused("aws-secretsmanager", "pipeline-lock/slack", "contains binary data, not text");
  }

  @ParameterizedTest
  @CsvSource({
    "ResourceNotFoundException,  does not exist (ResourceNotFoundException)",
    "AccessDeniedException,      cannot be read (AccessDeniedException)",
    "DecryptionFailure,          'cannot be read: its KMS key is disabled, pending deletion, or missing (DecryptionFailure)'",
  })
  void whyASecretIsNotGivenIsTold(String type, String words) {
    secret(refusal(400, type));

    assertRefused("aws-secretsmanager", "pipeline-lock/slack", words);
  }

  @Test
  void whatIsNoSecretsNameIsTold() {
    assertRefused("aws-secretsmanager", "a b", "must be followed by a secret's name");
  }

  @ParameterizedTest
  @CsvSource({
    "/lock/dev04,         /lock/dev04,   'a: one\nb: 007\n', 'a: one\nb: 007'",
    "/lock/dev04#b,       /lock/dev04,   'a: one\nb: 007\n', 007",
    "/lock/dev04:3#/a,    /lock/dev04:3, 'a: one\nb: 007\n', one",
  })
  void aParameterIsTakenWholeOrByPath(String name, String asked, String value, String text)
      throws Exception {
    aws.wireMock()
        .stubFor(
            post(urlEqualTo("/"))
                .withHeader("X-Amz-Target", equalTo("AmazonSSM.GetParameter"))
                .withHeader("Authorization", containing("/eu-west-2/ssm/"))
                .withRequestBody(
                    equalToJson("{\"Name\":\"%s\",\"WithDecryption\":true}".formatted(asked)))
                .willReturn(
                    json(
                        200,
                        "{\"Parameter\":{\"Name\":\"/lock/dev04\",\"Type\":\"SecureString\",\"Value\":\"%s\",\"Version\":3}}"
                            .formatted(value.replace("\n", "\\n")))));

    assertThat(read("aws-ssm", name)).isEqualTo(text);
  }

  @Test
  void whatIsNoParametersNameIsTold() {
    assertRefused("aws-ssm", "a b", "must be followed by a parameter's name");
  }

  private static String told(String secret) {
    return "{\"ARN\":\"arn:aws:secretsmanager:eu-west-2:123456789012:secret:pipeline-lock/slack\","
        + "\"Name\":\"pipeline-lock/slack\",\"SecretString\":\"%s\"}"
            .formatted(secret.replace("\"", "\\\""));
  }

  private void object(ResponseDefinitionBuilder answer) {
    aws.wireMock().stubFor(get(anyUrl()).willReturn(fromAws(answer)));
    aws.wireMock().stubFor(any(anyUrl()).atPriority(10).willReturn(fromAws(answer)));
  }

  private void secret(ResponseDefinitionBuilder answer) {
    aws.wireMock()
        .stubFor(
            post(urlEqualTo("/"))
                .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
                .withHeader("Authorization", containing("/eu-west-2/secretsmanager/"))
                .withRequestBody(equalToJson("{\"SecretId\":\"pipeline-lock/slack\"}"))
                .willReturn(answer));
  }

  private String read(String scheme, String name) throws Unreadable {
    var london = new Aws(Optional.of("eu-west-2"), Optional.empty());
    return AwsSecretSources.of(aws.clients(), Duration.ofSeconds(8)).stream()
        .filter(source -> source.scheme().equals(scheme))
        .map(source -> source.as(new EnvironmentName("dev04"), london))
        .findFirst()
        .orElseThrow()
        .read(name);
  }

  private Unreadable refused(String scheme, String name) {
    return catchThrowableOfType(Unreadable.class, () -> read(scheme, name));
  }

  private void assertRefused(String scheme, String name, String words) {
    var refused = refused(scheme, name);
    assertThat(refused).hasMessageContaining(words).hasNoCause();
    assertThat(refused.getMessage() + refused.fix()).doesNotContain("s3cret");
  }

  @Test
  void aRegionThatNobodyNamesIsAskedFor() {
    var nowhere =
        catchThrowableOfType(SdkClientException.class, new AwsRegionProviderChain()::getRegion);

    assertThat(AwsTrouble.of(nowhere, new Asked("", "")).fix()).contains("aws.region");
  }

  @Test
  void theyTakeThePlaceOfTheStandardNo() {
    var sources = SecretSource.standardAnd(AwsSecretSources.of(Map.of()));

    assertThat(sources)
        .extracting(SecretSource::scheme)
        .containsExactlyInAnyOrder("file", "s3", "aws-secretsmanager", "aws-ssm");
    assertThat(sources).hasAtLeastOneElementOfType(S3Source.class);
  }
}
