package pipelinelock.settings.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikeTest {
  private static final List<String> SCHEMES = List.of("file", "s3", "aws-secretsmanager");

  @ParameterizedTest
  @CsvSource({
    "S3://state/ca.crt,                    s3",
    "s3 ://state/ca.crt,                   s3",
    "s4://state/ca.crt,                    s3",
    "S3:state,                             s3",
    "aws-secretmanager:dev04/uaa,          aws-secretsmanager",
    "AWS-SecretsManager:dev04/uaa,         aws-secretsmanager",
    "aws-secretsmanger:dev04/uaa#password, aws-secretsmanager",
    "aws_secretsmanager:dev04/uaa,         aws-secretsmanager",
    "File:/etc/secret,                     file",
    "fille:/etc/secret,                    file",
    "flie:/etc/secret,                     file",
  })
  void aMisspeltSourceIsToldWithTheNearestOne(String written, String nearest) {
    var found = Lookalike.ofSecret(written, SCHEMES).orElseThrow();

    assertThat(found.what()).isEqualTo("looks like a source, but is not one");
    assertThat(found.fix()).contains("did you mean %s:…".formatted(nearest), "literal:…");
  }

  @ParameterizedTest
  @CsvSource({
    "vault:secret/dev04#password,     names a source that the bot does not know",
    "VAULT:secret/dev04,              names a source that the bot does not know",
    "ssm:/dev04/password,             names a source that the bot does not know",
    "credhub:/dev04/password,         names a source that the bot does not know",
    "op://vault/dev04/password,       names a source that the bot does not know",
    "((uaa_secret)),                  is a ((placeholder))",
    "((/dev04/uaa.password)),         is a ((placeholder))",
    "$UAA_SECRET,                     looks like a shell variable",
    "$(cat /etc/secret),              looks like a shell command",
    "`cat /etc/secret`,               looks like a shell command",
    "{{ uaa_secret }},                is a template placeholder",
    "<%= p('secret') %>,              is a template placeholder",
    "<password>,                      is a placeholder that was not replaced",
    "/run/secrets/uaa,                is the path of a file",
    "~/secret,                        is the path of a file",
    "https://b.s3.amazonaws.com/key,  is an address",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:uaa-AbCdEf, is the ARN of a secret",
    "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/uaa,     is an ARN",
  })
  void whatNobodyFillsInIsNoSecret(String written, String words) {
    var found = Lookalike.ofSecret(written, SCHEMES).orElseThrow();

    assertThat(found.what()).contains(words).doesNotContain(written);
    assertThat(found.fix()).doesNotContain(written).endsWith("write literal:…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8f742231b10e8888abcd99yyyzzz85a5",
        "p4ssw0rd:with:colons",
        "Zx9$kLm",
        "$2y$10$abcdefghijklmnopqrstuv",
        "$ecret!",
        "/abc+def/ghi=",
        "a((b",
        "(x)",
        "s1:ab3",
        "jumpbox:pa55",
        "-----BEGIN PRIVATE KEY-----\nS3://no\n-----END PRIVATE KEY-----",
      })
  void whatMayWellBeASecretIsTakenForOne(String written) {
    assertThat(Lookalike.ofSecret(written, SCHEMES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://deployer.dev04.example.com",
        "ssh+socks5://jumpbox@bosh.example.com:22?private-key=/etc/key",
        "socks5://127.0.0.1:1080",
        "jdbc:postgresql://db.example.com/pipeline_lock",
        "arn:aws:iam::123456789012:role/pipeline-lock",
        "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8",
        "agent:/run/ssh-agent.sock",
        "INC[0-9]+",
        "pipeline-lock <pipeline-lock@localhost>",
        "vault: the upgrade is under way",
        "22:00",
        "/var/lib/pipeline-lock/record.db",
        "s3:x",
      })
  void whatOtherKeysHoldIsLeftAlone(String written) {
    // ssm is known here: one letter from ssh.
    assertThat(Lookalike.of(written, List.of("file", "ssm", "aws-secretsmanager"))).isEmpty();
  }

  @Test
  void aNameMayNotHoldAMisspeltSourceEither() {
    assertThat(Lookalike.of("S3://state/deployment", SCHEMES)).isPresent();
    assertThat(Lookalike.of("((deployment))", SCHEMES)).isPresent();
  }
}
