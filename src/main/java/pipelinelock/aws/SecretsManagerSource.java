package pipelinelock.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.SecretSource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code aws-secretsmanager:name}: a secret, by name or ARN; {@code aws-secretsmanager:name#path}:
 * a text in one of JSON.
 */
record SecretsManagerSource(SecretClients clients, AwsAccess access, Duration limit)
    implements SecretSource {
  private static final Pattern NAME =
      Pattern.compile("(?<secret>[\\w/+=.@:-]{1,2048})(?:#(?<path>.+))?");

  @Override
  public String scheme() {
    return "aws-secretsmanager";
  }

  @Override
  public SecretSource as(EnvironmentName environment, Aws aws) {
    return new SecretsManagerSource(clients, AwsAccess.of(environment, aws), limit);
  }

  @Override
  public String read(String name) throws Unreadable {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new Unreadable(
          "aws-secretsmanager: is not followed by a secret's name",
          "write aws-secretsmanager:name, or aws-secretsmanager:name#json.path for a text in it");
    }
    String document = "aws-secretsmanager:" + parts.group("secret");
    String text = secret(document, parts.group("secret"));
    @Nullable String path = parts.group("path");
    return path == null ? SecretText.whole(text) : new TextAt(document, path).inJson(text);
  }

  private String secret(String document, String id) throws Unreadable {
    try (var secrets = clients.secrets(access, limit)) {
      var answer = secrets.getSecretValue(it -> it.secretId(id));
      return Optional.ofNullable(answer.secretString())
          .orElseThrow(
              () ->
                  new Unreadable(
                      document + " holds bytes, not a text", "store it as a secret string"));
    } catch (SdkException e) {
      var trouble =
          SecretTrouble.of(
              e,
              access,
              "secretsmanager:GetSecretValue (and kms:Decrypt for its key, if it has its own)");
      throw new Unreadable(document + " " + trouble.what(), trouble.fix());
    }
  }
}
