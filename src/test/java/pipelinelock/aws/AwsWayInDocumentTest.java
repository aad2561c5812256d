package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pipelinelock.aws.AwsServer.fromAws;
import static pipelinelock.aws.AwsServer.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.google.common.base.Throwables;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.MadeTable;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.http.ClosedPort;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.EnvironmentSettings.Role;
import pipelinelock.settings.read.SecretSource.Unreadable;

/**
 * What is said when a value in AWS cannot be had, at each part of the way to it: made to fail here,
 * with the answers that AWS gives, and written down in docs/way-in.md.
 */
class AwsWayInDocumentTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/pipeline-lock";
  private static final String BOT =
      "arn:aws:sts::123456789012:assumed-role/pipeline-lock/pipeline-lock-dev04";
  private static final List<String> PLANTED =
      List.of("s3cret", "hunter2", "wJalrXUtnFEMI", "AKIAIOSFODNN7EXAMPLE", "external-1d");
  private static final Map<String, String> KEYS =
      Map.of(
          "AWS_ACCESS_KEY_ID", AwsServer.KEY_ID, "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-s3cret");

  @TempDir private Path home;
  @AutoClose private final AwsServer aws = new AwsServer();
  private final List<String> rows = new ArrayList<>();

  @Test
  void theDocumentSaysWhatIsSaid() throws Exception {
    variables();
    profiles();
    programs();
    people();
    webIdentities();
    containers();
    machines();
    roles();
    values();
    between();

    MadeTable.check(
        Path.of("docs/way-in.md"),
        getClass(),
        "| part | what is wrong | message | what to do |\n| --- | --- | --- | --- |\n",
        rows);
  }

  private void variables() {
    identity("the key stands without its secret", Map.of("AWS_ACCESS_KEY_ID", AwsServer.KEY_ID));
    identity("the secret stands without its key", Map.of("AWS_SECRET_ACCESS_KEY", "hunter2"));
    identity(
        "a session's key stands without its token",
        Map.of("AWS_ACCESS_KEY_ID", "ASIAHUNTER2", "AWS_SECRET_ACCESS_KEY", "hunter2"));
  }

  private void profiles() throws IOException {
    config("[profile ops]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n");
    identity("the profile is not there", Map.of("AWS_PROFILE", "opps"));
    identity("it has half a pair of keys", Map.of("AWS_PROFILE", "ops"));
    config("[profile ops]\nregion = eu-west-1\n hunter2\nhunter2\n");
    identity("its file is of another form", Map.of("AWS_PROFILE", "ops"));
    config("[profile ops]\nrole_arn = %s\nsource_profile = base\n".formatted(ROLE));
    identity("its source profile is not there", Map.of("AWS_PROFILE", "ops"));
    config("[profile ops]\nrole_arn = %s\n".formatted(ROLE));
    identity("it names a role, and nobody who takes it on", Map.of("AWS_PROFILE", "ops"));
    config(
        """
        [profile ops]
        role_arn = %s
        source_profile = base
        mfa_serial = arn:aws:iam::123456789012:mfa/ana
        [profile base]
        aws_access_key_id = AKIAIOSFODNN7EXAMPLE
        aws_secret_access_key = hunter2
        """
            .formatted(ROLE));
    identity("it asks for an MFA code", Map.of("AWS_PROFILE", "ops"));
    config(
        """
        [profile ops]
        role_arn = %s
        source_profile = base
        [profile base]
        role_arn = %s
        source_profile = ops
        """
            .formatted(ROLE, ROLE));
    identity("it leads back to itself", Map.of("AWS_PROFILE", "ops"));
  }

  private void programs() throws IOException {
    program("it fails", "echo hunter2; echo s3cret >&2; exit 3");
    program("it is not there", "/etc/pipeline-lock/no-such-program");
    program("it prints no JSON", "echo hunter2");
    program("it prints no credentials", "echo '{\"Version\":1,\"Token\":\"hunter2\"}'");
    program(
        "what it prints is over",
        "echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"hunter2\",\"SessionToken\":\"s3cret\",\"Expiration\":\"2020-01-01T00:00:00Z\"}'");
    program("it waits for somebody", "sleep 60; echo hunter2");
  }

  private void program(String cause, String command) throws IOException {
    config("[profile ops]\ncredential_process = %s\n".formatted(command));
    identity("`credential_process`: " + cause, Map.of("AWS_PROFILE", "ops"));
  }

  private void people() throws IOException {
    config(
        """
        [profile ops]
        sso_session = paas
        sso_account_id = 123456789012
        sso_role_name = Operator
        [sso-session paas]
        sso_region = eu-west-1
        sso_start_url = https://paas.awsapps.com/start
        sso_registration_scopes = sso:account:access
        """);
    identity("SSO: nobody has logged in", Map.of("AWS_PROFILE", "ops"));
    var cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve(sha1("paas") + ".json"),
        "{\"startUrl\":\"https://paas.awsapps.com/start\",\"region\":\"eu-west-1\",\"accessToken\":\"hunter2\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
    identity("SSO: the session is over", Map.of("AWS_PROFILE", "ops"));
    config("[profile ops]\nlogin_session = arn:aws:iam::123456789012:user/ana\n");
    identity("`aws login`: nobody has", Map.of("AWS_PROFILE", "ops"));
  }

  /** By the session's name, as AWS's command line names the file. */
  @SuppressWarnings("deprecation")
  private static String sha1(String text) {
    return Hashing.sha1().hashString(text, StandardCharsets.UTF_8).toString();
  }

  private void webIdentities() throws IOException {
    var token = Files.writeString(home.resolve("token"), "eyJ-hunter2");
    var variables = Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(), "AWS_ROLE_ARN", ROLE);
    identity("web identity: the role is not set", Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"));
    identity(
        "web identity: the token's file is not there",
        Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", home + "/none", "AWS_ROLE_ARN", ROLE));
    sts(
        400,
        "ExpiredTokenException",
        "Token expired: current date/time 1763974800 must be before the expiration date/time"
            + " 1763971200");
    identity("web identity: the token is over", variables);
    sts(
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://oidc.example.com/id/hunter2");
    identity("web identity: nobody knows who issued it", variables);
    sts(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    identity("web identity: the role does not trust it", variables);
    aws.wireMock().resetAll();
  }

  private void containers() throws IOException {
    var full = Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.wireMock().baseUrl() + "/role");
    var withToken = new HashMap<>(full);
    withToken.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hunter2");
    identity(
        "container: nobody is there",
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1:%d/role".formatted(ClosedPort.number())));
    container(aResponse().withStatus(403).withBody("hunter2"));
    identity("container: it asks for a token", full);
    identity("container: it refuses the token", withToken);
    container(aResponse().withStatus(404).withBody("hunter2"));
    identity("container: the task has no role", full);
    container(aResponse().withBody("<html>hunter2"));
    identity("container: it is something else", full);
    container(aResponse().withBody("{}").withFixedDelay(30_000));
    identity("container: it does not answer", full);
    identity(
        "container: its address is another machine's",
        Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://metadata.example.com/hunter2"));
    identity(
        "container: the token's file is not there",
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            aws.wireMock().baseUrl() + "/role",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            home + "/none"));
    aws.wireMock().resetAll();
  }

  private void container(ResponseDefinitionBuilder answer) {
    aws.wireMock().stubFor(get("/role").willReturn(answer));
  }

  private void machines() throws IOException {
    identity("machine: it cannot be asked", Map.of("AWS_EC2_METADATA_DISABLED", "true"));
    machine("machine: it is none of EC2", "http://127.0.0.1:%d".formatted(ClosedPort.number()));
    String here = aws.wireMock().baseUrl();
    metadata(aResponse().withStatus(403));
    machine("machine: its metadata is switched off", here);
    metadata(aResponse().withStatus(404));
    machine("machine: the instance has no role", here);
    metadata(aResponse().withFixedDelay(30_000));
    machine("machine: it does not answer", here);
    aws.wireMock().resetAll();
  }

  private void machine(String cause, String endpoint) {
    identity(
        cause,
        Map.of(
            "AWS_EC2_METADATA_DISABLED", "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint));
  }

  private void metadata(ResponseDefinitionBuilder answer) {
    aws.wireMock().stubFor(any(urlPathMatching("/latest/.*")).willReturn(answer));
  }

  private void roles() {
    sts(
        403,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/bot is not authorized to perform: sts:AssumeRole on"
            + " resource: "
            + ROLE);
    role("the role cannot be assumed");
    sts(
        403,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/bot is not authorized to perform:"
            + " sts:SetSourceIdentity on resource: "
            + ROLE);
    role("the source identity may not be set");
    sts(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    role("the bot's key is unknown");
    sts(403, "ExpiredToken", "The security token included in the request is expired");
    role("the bot's session is over");
    sts(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. hunter2");
    role("the bot's secret is wrong");
    sts(
        403,
        "SignatureDoesNotMatch",
        "Signature expired: 20261130T100000Z is now earlier than 20261130T102000Z (20261130T103500Z"
            + " - 15 min.)");
    role("this machine's clock is wrong");
    sts(
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    role("the role is not given for so long");
    sts(403, "RegionDisabledException", "STS is not activated in this region for account:hunter2");
    role("the region is disabled");
    aws.wireMock().resetAll();
  }

  private void values() {
    s3(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::state/vars.yml\" because no identity-based policy allows the s3:GetObject action"
            .formatted(BOT));
    value("S3: the object cannot be read", "s3", "//state/vars.yml");
    s3(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::state/vars.yml\" with an explicit deny in a service control policy"
            .formatted(BOT));
    value("S3: a policy forbids it", "s3", "//state/vars.yml");
    s3(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:123456789012:key/k because no identity-based policy allows the kms:Decrypt action"
            .formatted(BOT));
    value("S3: its key cannot be used", "s3", "//state/vars.yml");
    s3(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::state\" because no identity-based policy allows the s3:ListBucket action"
            .formatted(BOT));
    value("S3: there is no such object, and nothing may be listed", "s3", "//state/vars.yml");
    s3(400, "KMS.DisabledException", "arn:aws:kms:eu-west-1:123456789012:key/k is disabled.");
    value("S3: its key is switched off", "s3", "//state/vars.yml");
    s3(404, "NoSuchBucket", "The specified bucket does not exist");
    value("S3: there is no such bucket", "s3", "//state/vars.yml");
    s3(404, "NoSuchKey", "The specified key does not exist.");
    value("S3: there is no such object", "s3", "//state/vars.yml");
    s3(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist. hunter2");
    value("S3: the bot's key is unknown", "s3", "//state/vars.yml");
    s3(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.");
    value("S3: this machine's clock is wrong", "s3", "//state/vars.yml");
    s3(503, "SlowDown", "Please reduce your request rate.");
    value("S3: it is asked too often", "s3", "//state/vars.yml");
    secret("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    value("Secrets Manager: there is no such secret", "aws-secretsmanager", "lock/dev04");
    secret(
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.");
    value("Secrets Manager: it is being deleted", "aws-secretsmanager", "lock/dev04");
    secret("AccessDeniedException", "Access to KMS is not allowed");
    value("Secrets Manager: its key cannot be used", "aws-secretsmanager", "lock/dev04");
    secret(
        "AccessDeniedException",
        "User: %s is not authorized to perform: secretsmanager:GetSecretValue on resource: lock/dev04 because no identity-based policy allows the secretsmanager:GetSecretValue action"
            .formatted(BOT));
    value("Secrets Manager: it cannot be read", "aws-secretsmanager", "lock/dev04");
    secret("ParameterNotFound", "");
    value("SSM: there is no such parameter", "aws-ssm", "/lock/dev04");
    aws.wireMock().resetAll();
  }

  private void between() {
    all(
        aResponse()
            .withHeader("Content-Type", "text/html; charset=utf-8")
            .withBody("<!doctype html><title>Log in</title> hunter2"));
    value("a page to log in answers", "s3", "//state/vars.yml");
    all(aResponse().withStatus(407).withHeader("Content-Type", "text/plain").withBody("hunter2"));
    value("a proxy answers", "aws-secretsmanager", "lock/dev04");
    all(aResponse().withFixedDelay(60_000));
    value("nobody answers", "s3", "//state/vars.yml");
    aws.wireMock().resetAll();
  }

  private void all(ResponseDefinitionBuilder answer) {
    aws.wireMock().stubFor(any(anyUrl()).willReturn(answer));
  }

  private void s3(int status, String code, String text) {
    all(
        fromAws(aResponse())
            .withStatus(status)
            .withHeader("Date", "Mon, 30 Nov 2026 10:20:00 GMT")
            .withBody(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message><RequestId>4442587FB7D0A2F9</RequestId>\
                <HostId>hunter2</HostId></Error>"""
                    .formatted(code, text.replace("\"", "&quot;"))));
  }

  private void secret(String type, String text) {
    all(json(400, "{\"__type\":\"%s\",\"Message\":\"%s\"}".formatted(type, text)));
  }

  private void sts(int status, String code, String text) {
    aws.wireMock()
        .stubFor(
            post("/")
                .withRequestBody(containing("Action=AssumeRole"))
                .willReturn(
                    fromAws(aResponse())
                        .withStatus(status)
                        .withHeader("Content-Type", "text/xml")
                        .withHeader("Date", "Mon, 30 Nov 2026 10:20:00 GMT")
                        .withBody(
                            """
                            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                              <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                              <RequestId>0f6f</RequestId>
                            </ErrorResponse>
                            """
                                .formatted(code, text))));
  }

  private void config(String text) throws IOException {
    Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("config"), text);
  }

  private void identity(String cause, Map<String, String> variables) {
    row("identity", cause, variables, Optional.empty(), "s3", "//state/vars.yml");
  }

  private void role(String cause) {
    var role = new Role(ROLE, Optional.of("external-1d"), Optional.empty(), Optional.empty());
    row("role", cause, KEYS, Optional.of(role), "s3", "//state/vars.yml");
  }

  private void value(String cause, String scheme, String name) {
    row("value", cause, KEYS, Optional.empty(), scheme, name);
  }

  /** Reads a value that cannot be had, and notes what is said. */
  private void row(
      String part,
      String cause,
      Map<String, String> variables,
      Optional<Role> role,
      String scheme,
      String name) {
    var all = new HashMap<>(Map.of("HOME", home.toString()));
    all.putAll(variables);
    var source =
        AwsSecretSources.of(aws.clients(all), Duration.ofSeconds(6)).stream()
            .filter(it -> it.scheme().equals(scheme))
            .map(it -> it.as(new EnvironmentName("dev04"), new Aws(Optional.of("eu-west-1"), role)))
            .findFirst()
            .orElseThrow();
    var failure = catchThrowableOfType(Unreadable.class, () -> source.read(name));
    assertThat(failure).as(cause).isNotNull();
    assertThat(Throwables.getStackTraceAsString(failure) + failure.fix())
        .as(cause)
        .doesNotContain(PLANTED);
    rows.add(
        "| %s | %s | %s | %s |\n"
            .formatted(
                part, cause, stable(String.valueOf(failure.getMessage())), stable(failure.fix())));
  }

  /** Without what is another each time. */
  private String stable(String text) {
    return text.replace("s3://state/vars.yml cannot be asked for: ", "")
        .replace(home.toString(), "~")
        .replaceAll("127\\.0\\.0\\.1(:\\d+)?", "HOST")
        .replaceAll("[0-9a-f]{40}\\.json", "….json")
        .replaceAll("within \\d+(\\.\\d+)? s", "within N s")
        .replace("|", "\\|");
  }
}
