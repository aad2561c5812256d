package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.key.SigningKey;

/** The way to AWS as rows of check-config, and the rest of the environment tried all the same. */
class AwsCheckConfigTest {
  @TempDir private Path folder;
  @AutoClose private final PlayedAws aws = new PlayedAws();
  private World world;

  @BeforeEach
  void anEnvironmentInAws() throws IOException {
    world = new World(folder);
    world.with(
        "    lock:\n",
        "    aws: {region: eu-west-1, role_arn: \"%s\", external_id: external-1d}\n    lock:\n"
            .formatted(PlayedAws.ROLE));
    world
        .withVariable("AWS_ENDPOINT_URL", aws.url())
        .withVariable("HOME", folder.toString())
        .withVariable("AWS_EC2_METADATA_DISABLED", "true")
        .withVariable("AWS_ACCESS_KEY_ID", "AKIAHUNTER2")
        .withVariable("AWS_SECRET_ACCESS_KEY", "hunter2-secret");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private String check() {
    var command = world.run("check-config", "--env", "dev04", "--limit", "60");
    assertThat(command.out() + command.err())
        .doesNotContain("hunter2", "HUNTER2", "s3cret", "external-1d");
    return command.out().replaceAll("\\s+", " ");
  }

  @Test
  void whoTheBotIsAndInWhichRoleIsTold() {
    aws.knowsTheBot().letsItTakeOnTheRole("s3cret-token");

    assertThat(check())
        .contains(
            "aws identity ok arn:aws:iam::123456789012:user/bot, by the variable AWS_ACCESS_KEY_ID")
        .contains(
            "aws role ok arn:aws:sts::123456789012:assumed-role/pipeline-lock/pipeline-lock-dev04")
        .contains("aws clock ok agrees with ours")
        .contains("bosh reach ok ");
  }

  @Test
  void aRoleThatMayNotBeTakenOnIsOneRow() {
    aws.knowsTheBot();

    assertThat(check())
        .contains("aws identity ok ")
        .contains("aws role FAIL AWS does not allow the bot to assume role")
        .contains("aws clock ok ")
        .contains("bosh reach ok ")
        .contains("concourse pipeline ok ");
  }

  @Test
  void whoSignsAndWhoKeepsTheRecordIsTriedToo() throws IOException {
    aws.knowsTheBot();
    world.with(
        "record:",
        """
        checkpoints:
          kms: {key_id: alias/lock, public_key: %s, region: eu-west-1}
          s3: {bucket: kept, prefix: dev/, region: eu-west-1, keep_days: 400}
        record:"""
            .formatted(SigningKey.generate().verifying().text()));

    assertThat(check())
        .contains("checkpoints ok signed, and kept by s3://kept/dev/")
        .contains("checkpoint key FAIL the KMS key alias/lock cannot be", "allow kms:Sign to ")
        .contains("witness s3 FAIL s3://kept/dev/ cannot be", "allow s3:ListBucketVersions to ")
        .contains("witness s3 lock - not tried: needs witness s3");
  }

  @Test
  void anIdentityThatIsNoneKeepsTheRoleFromBeingTried() {
    world.withoutVariable("AWS_SECRET_ACCESS_KEY");

    assertThat(check())
        .contains("aws identity FAIL AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not")
        .contains("aws role - not tried: needs aws identity")
        .contains("bosh reach ok ");
  }

  @Test
  void aPageToLogInIsNotAws() {
    aws.isAPageToLogIn();

    assertThat(check())
        .contains("aws identity FAIL STS was answered by a web page, for example")
        .contains("bosh reach ok ");
  }

  @Test
  void aProgramThatFailsIsTheCulprit() throws IOException {
    Files.createDirectories(folder.resolve(".aws"));
    Files.writeString(
        folder.resolve(".aws/config"),
        "[profile ops]\ncredential_process = echo hunter2 >&2; exit 4\n");
    world
        .withoutVariable("AWS_SECRET_ACCESS_KEY")
        .withoutVariable("AWS_ACCESS_KEY_ID")
        .withVariable("AWS_PROFILE", "ops");

    assertThat(check())
        .contains(
            "aws identity FAIL the credential_process of profile 'ops' ended with exit code 4");
  }

  @Test
  void aValueThatMayNotBeReadIsTheLastPartOfTheWay() throws IOException {
    aws.knowsTheBot().letsItTakeOnTheRole("s3cret-token");
    world.with("${BOSH_CLIENT_SECRET}", "s3://state/vars.yml#client_secret");

    assertThat(check())
        .contains("aws identity ok ", "aws role ok ")
        .contains("aws values FAIL bosh.client_secret: s3://state/vars.yml cannot be read")
        .contains("allow s3:GetObject", "bosh reach - not tried: needs aws values")
        .contains("lock repository ok ", "concourse pipeline ok ");
  }

  @Test
  void aValueBehindARoleThatIsRefusedNamesTheRole() throws IOException {
    aws.knowsTheBot();
    world.with("${BOSH_CLIENT_SECRET}", "s3://state/vars.yml#client_secret");

    assertThat(check())
        .contains("aws identity ok ", "aws role FAIL AWS does not allow the bot to assume role")
        .contains(
            "aws values FAIL bosh.client_secret: s3://state/vars.yml cannot be asked for: AWS does")
        .contains("concourse pipeline ok ");
  }

  @Test
  void whatManyValuesHaveInCommonIsSaidOnce() throws IOException {
    aws.knowsTheBot();
    world
        .with("${BOSH_CLIENT_SECRET}", "s3://state/vars.yml#client_secret")
        .with("${CONCOURSE_PASSWORD}", "aws-secretsmanager:lock/dev04");

    assertThat(check())
        .contains(
            "aws values FAIL concourse.password, bosh.client_secret cannot be asked for: AWS does"
                + " not allow the bot to assume role "
                + PlayedAws.ROLE)
        .containsOnlyOnce("cannot be asked for")
        .contains("bosh reach - not tried: needs aws values", "lock repository ok ")
        .contains("concourse reach - not tried: needs aws values");
  }

  @Test
  void valuesOfTwoServicesAreTakenAndShownNowhere() throws IOException {
    var secret = world.variables().getOrDefault("BOSH_CLIENT_SECRET", "");
    aws.knowsTheBot()
        .letsItTakeOnTheRole("s3cret-token")
        .hasObject("/state/vars.yml", "client_secret: " + secret)
        .hasSecret(world.variables().getOrDefault("CONCOURSE_PASSWORD", ""));
    world
        .with("${BOSH_CLIENT_SECRET}", "s3://state/vars.yml#/client_secret")
        .with("${CONCOURSE_PASSWORD}", "aws-secretsmanager:lock/dev04");

    assertThat(check())
        .contains(
            "aws values ok concourse.password from aws-secretsmanager:lock/dev04;"
                + " bosh.client_secret from s3://state/vars.yml#/client_secret")
        .contains("bosh rights ", "concourse pipeline ok ", " 0 FAIL")
        .doesNotContain(secret);
  }
}
