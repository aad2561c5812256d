package pipelinelock.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.SecretSource;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code s3://bucket/key}: an object; {@code s3://bucket/key#yaml.path}: a text in one of YAML. */
record S3Source(SecretClients clients, AwsAccess access, Duration limit) implements SecretSource {
  private static final Pattern NAME =
      Pattern.compile("//(?<bucket>[a-z0-9][a-z0-9.-]{2,62})/(?<key>[^#]+)(?:#(?<path>.+))?");

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
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new Unreadable(
          "s3: is not followed by a bucket and a key",
          "write s3://bucket/key, or s3://bucket/key#yaml.path for a text in it");
    }
    String document = "s3://%s/%s".formatted(parts.group("bucket"), parts.group("key"));
    String text = SecretText.of(document, object(document, parts));
    @Nullable String path = parts.group("path");
    return path == null ? SecretText.whole(text) : new TextAt(document, path).inYaml(text);
  }

  private byte[] object(String document, Matcher parts) throws Unreadable {
    try (var s3 = clients.s3(access, limit);
        var object = s3.getObject(it -> it.bucket(parts.group("bucket")).key(parts.group("key")))) {
      return object.readNBytes(SecretText.LARGEST + 1);
    } catch (SdkException e) {
      var trouble =
          SecretTrouble.of(e, access, "s3:GetObject (and kms:Decrypt for its key, if it has one)");
      throw new Unreadable(document + " " + trouble.what(), trouble.fix());
    } catch (IOException _) {
      throw new Unreadable(document + " broke off while it was read", "try again");
    }
  }
}
