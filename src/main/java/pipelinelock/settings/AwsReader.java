package pipelinelock.settings;

import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.EnvironmentSettings.Role;

/** Reads {@code aws}, and what is said of AWS elsewhere: as whom and where it is asked. */
final class AwsReader {
  static final Kind<Aws> AWS = Kinds.section("{region: eu-west-1}", AwsReader::read);
  static final Kind<String> REGION =
      Kinds.matching("an AWS region", "us-east-1", "[a-z]{2}(-[a-z]+)+-[0-9]");

  private static final Kind<String> ROLE =
      Kinds.matching(
          "the ARN of an IAM role",
          "arn:aws:iam::123456789012:role/pipeline-lock",
          "arn:aws[a-z-]*:iam::[0-9]{12}:role/[!-~]+");
  private static final Kind<String> EXTERNAL_ID =
      Kinds.matching("an external id", "pipeline-lock", "[A-Za-z0-9+=,.@:/_-]{2,1224}");

  private AwsReader() {}

  private static Value<Aws> read(Section section) {
    var region = section.optional("region", REGION);
    var role = role(section);
    return section.finish(() -> new Aws(region.get(), role.get()));
  }

  /** The role that a section names by {@code role_arn} and {@code external_id}. */
  static Value<Optional<Role>> role(Section section) {
    var arn = section.optional("role_arn", ROLE);
    var externalId = section.optional("external_id", EXTERNAL_ID);
    if (section.has("external_id") && !section.has("role_arn")) {
      section.wrong("external_id", "needs role_arn beside it", "write the role, or leave it out");
    }
    return arn.then(name -> externalId.map(word -> name.map(sound -> new Role(sound, word))));
  }
}
