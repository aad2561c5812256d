package pipelinelock.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.settings.read.TextAt;
import pipelinelock.settings.source.Reference;
import pipelinelock.settings.source.Reference.Version;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code s3://bucket/key}: an object; {@code s3://bucket/key#yaml.path}: a text in one of YAML;
 * with {@code ?versionId=…} after the key an older one.
 */
record S3Source(SecretClients clients, AwsAccess access, Duration limit) implements SecretSource {
  private static final Pattern NAME =
      Pattern.compile("//(?<bucket>[a-z0-9][a-z0-9.-]{2,62})/(?<key>.+)", Pattern.DOTALL);

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public SecretSource as(EnvironmentName environment, Aws aws) {
    return new S3Source(clients, AwsAccess.of(environment, aws), limit);
  }

  @Override
  public String read(String name) throws Unreadable {
    var reference = reference(name);
    var parts = NAME.matcher(reference.name());
    if (!parts.matches() || reference.version().filter(Version::stage).isPresent()) {
      throw unnamed();
    }
    String document = "s3://%s/%s".formatted(parts.group("bucket"), parts.group("key"));
    var version = reference.version().map(Version::name);
    String text =
        SecretText.of(
            document, object(document, parts.group("bucket"), parts.group("key"), version));
    return reference.path().isEmpty()
        ? SecretText.whole(text)
        : new TextAt(document, reference.path().get()).inYaml(text);
  }

  private static Reference reference(String name) throws Unreadable {
    try {
      return Reference.of(name);
    } catch (IllegalArgumentException _) {
      throw unnamed();
    }
  }

  private static Unreadable unnamed() {
    return new Unreadable(
        "s3: must be followed by a bucket and a key",
        "write s3://bucket/key, or s3://bucket/key#yaml.path for a text in it");
  }

  private byte[] object(String document, String bucket, String key, Optional<String> version)
      throws Unreadable {
    try (var s3 = clients.s3(access, limit);
        var object =
            s3.getObject(it -> it.bucket(bucket).key(key).versionId(version.orElse(null)))) {
      return object.readNBytes(SecretText.LARGEST + 1);
    } catch (SdkException e) {
      var trouble =
          AwsTrouble.of(
              e,
              clients.asked(access, "s3:GetObject (and kms:Decrypt for its key, if it has one)"));
      throw new Unreadable(document + " " + trouble.what(), trouble.fix());
    } catch (IOException _) {
      throw new Unreadable(document + " was cut off while the bot read it", "try again");
    }
  }
}
