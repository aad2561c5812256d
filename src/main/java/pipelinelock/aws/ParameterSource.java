package pipelinelock.aws;

import java.time.Duration;
import java.util.regex.Pattern;
import pipelinelock.aws.trouble.AwsTrouble;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.settings.read.TextAt;
import pipelinelock.settings.source.Reference;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code aws-ssm:/name}: a parameter of the Systems Manager, by name or ARN, with {@code :3} behind
 * it a version of it; {@code aws-ssm:/name#path}: a text in one of YAML or JSON.
 */
record ParameterSource(SecretClients clients, AwsAccess access, Duration limit)
    implements SecretSource {
  private static final Pattern NAME = Pattern.compile("[\\w/.:-]{1,2048}");

  @Override
  public String scheme() {
    return "aws-ssm";
  }

  @Override
  public SecretSource as(EnvironmentName environment, Aws aws) {
    return new ParameterSource(clients, AwsAccess.of(environment, aws), limit);
  }

  @Override
  public String read(String name) throws Unreadable {
    var reference = reference(name);
    String document = "aws-ssm:" + reference.name();
    String text = parameter(document, reference.name());
    return reference.path().isEmpty()
        ? SecretText.whole(text)
        : new TextAt(document, reference.path().get()).inYaml(text);
  }

  private static Reference reference(String name) throws Unreadable {
    try {
      var reference = Reference.of(name);
      if (NAME.matcher(reference.name()).matches() && reference.version().isEmpty()) {
        return reference;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Unreadable(
        "aws-ssm: must be followed by a parameter's name",
        "write aws-ssm:/name, aws-ssm:/name:3 for its third version, or aws-ssm:/name#path for a"
            + " text in it");
  }

  private String parameter(String document, String name) throws Unreadable {
    try (var parameters = clients.parameters(access, limit)) {
      return parameters.getParameter(it -> it.name(name).withDecryption(true)).parameter().value();
    } catch (SdkException e) {
      var trouble =
          AwsTrouble.of(
              e,
              clients.asked(
                  access, "ssm:GetParameter (and kms:Decrypt for its key, if it has its own)"));
      throw new Unreadable(document + " " + trouble.what(), trouble.fix());
    }
  }
}
