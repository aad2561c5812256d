package pipelinelock.aws;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.Cause;
import pipelinelock.aws.trouble.IdentityFailure;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.settings.EnvironmentSettings.Aws;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks AWS which identity the bot has, with its own credentials and in an environment's role. */
public final class AwsCaller {
  private final SecretClients clients;
  private final AwsAccess role;

  public AwsCaller(SecretClients clients, EnvironmentName environment, Aws aws) {
    this.clients = clients;
    this.role = AwsAccess.of(environment, aws);
  }

  /**
   * What AWS says.
   *
   * @param arn of a user, or of the session of a role
   * @param date by AWS's clock, in whole seconds
   */
  public record Caller(String arn, Optional<Instant> date) {}

  /** By itself: the one who takes on roles. */
  public Caller own() {
    return ask(AwsAccess.in(role.region()));
  }

  /** The place that the bot's own credentials come from. */
  public String from() {
    try {
      return clients.from();
    } catch (IdentityFailure failure) {
      throw failure(failure, role);
    }
  }

  public boolean hasRole() {
    return role.role().isPresent();
  }

  /** In the environment's role. */
  public Caller inRole() {
    return ask(role);
  }

  private Caller ask(AwsAccess access) {
    try (var sts = clients.identity(access)) {
      var answer = sts.getCallerIdentity();
      return new Caller(
          answer.arn(),
          answer.sdkHttpResponse().firstMatchingHeader("Date").flatMap(AwsCaller::time));
    } catch (SdkException e) {
      throw failure(e, access);
    }
  }

  private RemoteFailure failure(SdkException e, AwsAccess access) {
    var trouble = AwsTrouble.of(e, clients.asked(access, "sts:GetCallerIdentity"));
    String what =
        trouble.cause() instanceof Cause.NoIdentity(var why) ? why : "STS " + trouble.what();
    return new RemoteFailure(
        trouble.kind(),
        what,
        trouble.fix(),
        new IllegalStateException(e.getClass().getSimpleName()));
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
