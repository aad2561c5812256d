package pipelinelock.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.settings.read.TextAt;
import pipelinelock.settings.source.Reference;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/**
 * {@code aws-secretsmanager:name}: a secret, by name or ARN; {@code aws-secretsmanager:name#path}:
 * a text in one of JSON; with {@code ?versionId=…} or {@code ?versionStage=…} after the name
 * another version than the one that is valid now.
 */
record SecretsManagerSource(SecretClients clients, AwsAccess access, Duration limit)
    implements SecretSource {
  private static final Pattern NAME = Pattern.compile("[\\w/+=.@:-]{1,2048}");

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
    var reference = reference(name);
    String document = "aws-secretsmanager:" + reference.name();
    String text = secret(document, reference);
    return reference.path().isEmpty()
        ? SecretText.whole(text)
        : new TextAt(document, reference.path().get()).inJson(text);
  }

  private static Reference reference(String name) throws Unreadable {
    try {
      var reference = Reference.of(name);
      if (NAME.matcher(reference.name()).matches()) {
        return reference;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Unreadable(
        "aws-secretsmanager: must be followed by a secret's name",
        "write aws-secretsmanager:name, or aws-secretsmanager:name#json.path for a text in it");
  }

  private String secret(String document, Reference reference) throws Unreadable {
    var request = GetSecretValueRequest.builder().secretId(reference.name());
    reference
        .version()
        .ifPresent(
            it -> {
              if (it.stage()) {
                request.versionStage(it.name());
              } else {
                request.versionId(it.name());
              }
            });
    try (var secrets = clients.secrets(access, limit)) {
      var answer = secrets.getSecretValue(request.build());
      return Optional.ofNullable(answer.secretString())
          .orElseThrow(
              () ->
                  new Unreadable(
                      document + " contains binary data, not text", "store it as a secret string"));
    } catch (SdkException e) {
      var trouble =
          AwsTrouble.of(
              e,
              clients.asked(
                  access,
                  "secretsmanager:GetSecretValue (and kms:Decrypt for its key, if it has its own)"));
      throw new Unreadable(document + " " + trouble.what(), trouble.fix());
    }
  }
}
