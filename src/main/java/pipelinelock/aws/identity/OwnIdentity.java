package pipelinelock.aws.identity;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.aws.trouble.IdentityFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The bot's own AWS credentials, from the first place that is configured, in the SDK's order. If
 * that place fails, the next one is not tried: the bot would act under another identity than the
 * one configured, and the real reason would be lost. Profile files are read again when they change.
 */
public final class OwnIdentity implements AwsCredentialsProvider {
  /** How long a {@code credential_process} may take. */
  public static final Duration PROGRAM = Duration.ofSeconds(8);

  private final Variables variables;
  private final Profiles profiles;
  private final Sts sts;
  private final Duration limit;
  private final InstantSource clock;
  private Optional<Found> found = Optional.empty();

  private record Found(List<FileTime> age, CredentialOrigin origin) {}

  /**
   * Nothing is looked up before it is needed.
   *
   * @param variables of the process
   * @param sts where the roles of profiles are taken on
   */
  public OwnIdentity(Map<String, String> variables, Sts sts) {
    this(variables, sts, PROGRAM, InstantSource.system());
  }

  /**
   * With limits of its own.
   *
   * @param limit how long a {@code credential_process} may take
   * @param clock by which credentials have ended
   */
  public OwnIdentity(Map<String, String> variables, Sts sts, Duration limit, InstantSource clock) {
    this.variables = new Variables(variables);
    this.profiles = Profiles.of(this.variables);
    this.sts = sts;
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return origin().ask();
  }

  /** Whom rights must be given to, as a message may name it. */
  public String label() {
    try {
      return "the bot's AWS credentials (%s)".formatted(from());
    } catch (IdentityFailure _) {
      return "the bot's AWS credentials";
    }
  }

  /**
   * The place that they come from.
   *
   * @throws IdentityFailure if that cannot be found out
   */
  public String from() {
    return origin().label();
  }

  private synchronized CredentialOrigin origin() {
    var age = profiles.age();
    if (found.filter(it -> it.age().equals(age)).isEmpty()) {
      found = Optional.of(new Found(age, find()));
    }
    return found.get().origin();
  }

  private CredentialOrigin find() {
    return ofJava()
        .or(() -> KeyVariables.in(variables))
        .or(() -> WebIdentity.in(variables, sts))
        .orElseGet(this::profileOrMachine);
  }

  private static Optional<CredentialOrigin> ofJava() {
    String key = SdkSystemSetting.AWS_ACCESS_KEY_ID.property();
    return Optional.ofNullable(System.getProperty(key))
        .map(
            _ ->
                new CredentialOrigin(
                    "the Java property " + key, SystemPropertyCredentialsProvider.create()));
  }

  private CredentialOrigin profileOrMachine() {
    var read = profiles.read();
    String name = variables.profile();
    var profile = read.profile(name);
    if (profile.isEmpty() && variables.get("AWS_PROFILE").isPresent()) {
      return CredentialOrigin.unusable(
          "profile '%s'".formatted(name),
          "there is no profile '%s' (AWS_PROFILE) in %s or %s"
              .formatted(name, profiles.config(), profiles.credentials()),
          "add it, or correct AWS_PROFILE%s".formatted(others(read)));
    }
    String nothing =
        profile.isEmpty()
            ? "neither %s nor %s has a profile 'default'"
                .formatted(profiles.config(), profiles.credentials())
            : "profile '%s' has none".formatted(name);
    return profile
        .flatMap(it -> new ProfileOrigin(read, variables, sts, limit, clock).of(it, List.of()))
        .or(() -> ContainerEndpoint.in(variables, clock))
        .orElseGet(() -> InstanceMetadata.in(variables, nothing));
  }

  private static String others(ProfileFile read) {
    var names = read.profiles().keySet().stream().sorted().limit(10).toList();
    return names.isEmpty() ? "" : "; there are " + String.join(", ", names);
  }
}
