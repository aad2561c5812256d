package pipelinelock.aws.identity;

import com.google.common.base.Throwables;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import pipelinelock.aws.trouble.Asked;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Credentials of a person who ran {@code aws sso login} or {@code aws login}. They expire after
 * hours, and only a person can renew them.
 */
final class LoggedIn implements AwsCredentialsProvider {
  private final AwsCredentialsProvider provider;
  private final String label;
  private final String command;
  private final Optional<Path> token;

  private LoggedIn(
      AwsCredentialsProvider provider, String label, String command, Optional<Path> token) {
    this.provider = provider;
    this.label = label;
    this.command = command;
    this.token = token;
  }

  static AwsCredentialsProvider bySso(ProfileFile profiles, Profile profile, Variables variables) {
    var session = profile.property("sso_session").or(() -> profile.property("sso_start_url"));
    var token =
        session.map(it -> variables.home().resolve(".aws/sso/cache").resolve(sha1(it) + ".json"));
    return new LoggedIn(
        provider(profiles, profile),
        "the SSO session of profile '%s'".formatted(profile.name()),
        "aws sso login --profile " + profile.name(),
        token);
  }

  static AwsCredentialsProvider byLogin(ProfileFile profiles, Profile profile) {
    return new LoggedIn(
        provider(profiles, profile),
        "the login session of profile '%s'".formatted(profile.name()),
        "aws login --profile " + profile.name(),
        Optional.empty());
  }

  private static AwsCredentialsProvider provider(ProfileFile profiles, Profile profile) {
    return ProfileCredentialsProvider.builder()
        .profileFile(profiles)
        .profileName(profile.name())
        .build();
  }

  /** As AWS's own programs name the file of a session's token; no secret hangs on it. */
  @SuppressWarnings("deprecation")
  private static String sha1(String text) {
    return Hashing.sha1().hashString(text, StandardCharsets.UTF_8).toString();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    if (token.isPresent() && !Files.exists(token.get())) {
      throw CredentialOrigin.failure(
          "nobody has logged in to %s as the bot's user (no %s)".formatted(label, token.get()),
          again());
    }
    try {
      return provider.resolveCredentials();
    } catch (SdkException failure) {
      throw new IdentityFailure(trouble(failure));
    } catch (RuntimeException unusable) {
      // Of the SDK's reading of the profile or of the token, whose texts may repeat what they read.
      throw CredentialOrigin.failure(
          "%s cannot be used: its profile lacks a key, or its token is damaged".formatted(label),
          "recreate the profile (aws configure sso), and run " + command);
    }
  }

  private AwsTrouble trouble(SdkException failure) {
    var refused =
        Throwables.getCausalChain(failure).stream()
            .filter(AwsServiceException.class::isInstance)
            .map(AwsServiceException.class::cast)
            .findFirst();
    if (refused.filter(it -> it.statusCode() == 403 || it.statusCode() == 404).isPresent()) {
      return AwsTrouble.unauthorised(
          "%s has no access to the account and role of the profile".formatted(label),
          "correct sso_account_id and sso_role_name, or have the role assigned to that person");
    }
    if (refused.filter(it -> it.statusCode() >= 500 || it.isThrottlingException()).isPresent()) {
      var trouble = AwsTrouble.of(refused.get(), new Asked(label, "sso:GetRoleCredentials"));
      return new AwsTrouble(
          trouble.kind(), "%s: AWS %s".formatted(label, trouble.what()), trouble.fix());
    }
    boolean silent =
        refused.isEmpty()
            && Throwables.getCausalChain(failure).stream().anyMatch(IOException.class::isInstance);
    if (silent) {
      var trouble = AwsTrouble.of(failure, new Asked(label, "sso:GetRoleCredentials"));
      return new AwsTrouble(
          trouble.kind(), "%s %s".formatted(label, trouble.what()), trouble.fix());
    }
    return AwsTrouble.unauthorised(
        label + (token.isPresent() ? " is over" : " has expired, or never existed"), again());
  }

  private String again() {
    return "run %s as the bot's user; the session expires after some hours, so give the bot a role in production"
        .formatted(command);
  }
}
