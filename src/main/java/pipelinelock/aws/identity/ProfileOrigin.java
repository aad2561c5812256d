package pipelinelock.aws.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * The credentials that a profile configures: the first of web identity, SSO, role, login, program
 * and keys, as AWS's own tools do.
 */
record ProfileOrigin(
    ProfileFile profiles, Variables variables, Sts sts, Duration limit, InstantSource clock) {
  private static final String KEY = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";
  private static final String TOKEN = "aws_session_token";

  /**
   * Where a profile's credentials come from.
   *
   * @param users the profiles that have their credentials by this one
   * @return absent where it says nothing of any
   */
  Optional<CredentialOrigin> of(Profile profile, List<String> users) {
    String label = "profile '%s'".formatted(profile.name());
    if (has(profile, "role_arn") && has(profile, "web_identity_token_file")) {
      return Optional.of(new CredentialOrigin(label, webIdentity(profile)));
    }
    if (Stream.of("sso_session", "sso_start_url", "sso_account_id", "sso_role_name")
        .anyMatch(key -> has(profile, key))) {
      return Optional.of(
          new CredentialOrigin(label + " (SSO)", LoggedIn.bySso(profiles, profile, variables)));
    }
    if (has(profile, "role_arn") && !users.contains(profile.name())) {
      return Optional.of(role(label, profile, users));
    }
    if (has(profile, "login_session")) {
      return Optional.of(
          new CredentialOrigin(label + " (aws login)", LoggedIn.byLogin(profiles, profile)));
    }
    return value(profile, "credential_process")
        .map(command -> process("the credential_process of " + label, command))
        .or(() -> keys(label, profile));
  }

  private AwsCredentialsProvider webIdentity(Profile profile) {
    return new WebIdentity(
        Path.of(value(profile, "web_identity_token_file").orElseThrow()),
        value(profile, "role_arn").orElseThrow(),
        value(profile, "role_session_name").orElse("pipeline-lock"),
        sts);
  }

  private CredentialOrigin process(String label, String command) {
    return CredentialOrigin.lasting(
        label, () -> new CredentialProcess(label, command, limit, clock).run(), clock);
  }

  private CredentialOrigin role(String label, Profile profile, List<String> users) {
    if (has(profile, "mfa_serial")) {
      return CredentialOrigin.unusable(
          label,
          label + " asks for the code of an MFA device (mfa_serial), which a bot cannot give",
          "give the bot a profile or a role that needs none");
    }
    var source =
        source(label, profile, Stream.concat(users.stream(), Stream.of(profile.name())).toList());
    String arn = value(profile, "role_arn").orElseThrow();
    var request =
        AssumeRoleRequest.builder()
            .roleArn(arn)
            .roleSessionName(value(profile, "role_session_name").orElse("pipeline-lock"));
    value(profile, "external_id").ifPresent(request::externalId);
    value(profile, "duration_seconds")
        .filter(it -> it.matches("[0-9]{3,5}"))
        .ifPresent(it -> request.durationSeconds(Integer.valueOf(it)));
    return new CredentialOrigin(
        "%s (role %s)".formatted(label, arn),
        new AssumedRole(sts.as(source.credentials(), arn), request.build(), source.label()));
  }

  /** Who takes the profile's role on. */
  private CredentialOrigin source(String label, Profile profile, List<String> users) {
    var name = value(profile, "source_profile");
    var place = value(profile, "credential_source");
    if (name.isPresent() == place.isPresent()) {
      return CredentialOrigin.unusable(
          label,
          "%s has role_arn, and %s source_profile and credential_source"
              .formatted(label, name.isPresent() ? "both of" : "neither of"),
          "write one of the two, to say who assumes the role");
    }
    return name.map(it -> other(label, it, users)).orElseGet(() -> place(label, place.get()));
  }

  private CredentialOrigin other(String label, String name, List<String> users) {
    // A profile may take its role on with keys of its own, and else not by way of itself.
    if (users.contains(name) && !name.equals(users.getLast())) {
      return CredentialOrigin.unusable(
          label,
          "%s assumes its role through itself (source_profile)".formatted(label),
          "give the last of these profiles its own credentials");
    }
    return profiles
        .profile(name)
        .flatMap(it -> of(it, users))
        .orElseGet(
            () ->
                CredentialOrigin.unusable(
                    label,
                    "%s assumes its role with profile '%s' (source_profile), which %s"
                        .formatted(
                            label,
                            name,
                            profiles.profile(name).isPresent()
                                ? "names no credentials"
                                : "is not there"),
                    "write that profile, or correct source_profile"));
  }

  private CredentialOrigin place(String label, String place) {
    return switch (place) {
      case "Environment" ->
          KeyVariables.in(variables)
              .orElseGet(() -> nothing(label, place, "AWS_ACCESS_KEY_ID is not set"));
      case "EcsContainer" ->
          ContainerEndpoint.in(variables, clock)
              .orElseGet(() -> nothing(label, place, "no variable names the container's endpoint"));
      case "Ec2InstanceMetadata" ->
          InstanceMetadata.in(variables, label + " assumes its role as this machine");
      default -> nothing(label, "…", "it must be Environment, EcsContainer or Ec2InstanceMetadata");
    };
  }

  private static CredentialOrigin nothing(String label, String place, String why) {
    return CredentialOrigin.unusable(
        label,
        "%s assumes its role with credential_source = %s, and %s".formatted(label, place, why),
        "correct credential_source, or write source_profile");
  }

  private static Optional<CredentialOrigin> keys(String label, Profile profile) {
    var key = value(profile, KEY);
    var secret = value(profile, SECRET);
    var token = value(profile, TOKEN);
    if (key.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (key.isEmpty() || secret.isEmpty()) {
      return Optional.of(
          CredentialOrigin.unusable(
              label,
              "%s has %s, and no %s"
                  .formatted(label, key.isEmpty() ? SECRET : KEY, key.isEmpty() ? KEY : SECRET),
              "write both, under the same profile"));
    }
    if (KeyVariables.isOfSession(key.get()) && token.isEmpty()) {
      return Optional.of(
          CredentialOrigin.unusable(
              label,
              "%s has the key of a session (ASIA…), and no %s".formatted(label, TOKEN),
              "write the token that came with that key"));
    }
    var credentials = GivenCredentials.credentials(key.get(), secret.get(), token);
    return Optional.of(new CredentialOrigin(label, StaticCredentialsProvider.create(credentials)));
  }

  private static boolean has(Profile profile, String key) {
    return value(profile, key).isPresent();
  }

  private static Optional<String> value(Profile profile, String key) {
    return profile.property(key).map(String::strip).filter(it -> !it.isEmpty());
  }
}
