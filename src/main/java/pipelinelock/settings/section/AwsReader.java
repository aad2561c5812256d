package pipelinelock.settings.section;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.EnvironmentSettings.Role;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code aws} and the AWS keys elsewhere: identity and region. */
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

  /** STS's own bounds: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. */
  private static final Kind<Duration> SESSION =
      Kinds.duration("1h")
          .and(
              (place, span) ->
                  span.compareTo(Duration.ofMinutes(15)) < 0
                          || span.compareTo(Duration.ofHours(12)) > 0
                      ? place.wrong(
                          "must be from 15 min to 12 h", "write for example 'session_duration: 1h'")
                      : Value.of(span));

  /** As STS bounds it; {@code {person}} stands for a Slack id, of which there is room for 24. */
  private static final Kind<String> SOURCE_IDENTITY =
      Kinds.matching(
          "a source identity",
          "pipeline-lock",
          "(?!aws:)([A-Za-z0-9_+=,.@-]{2,64}|[A-Za-z0-9_+=,.@-]{0,40}\\{person}[A-Za-z0-9_+=,.@-]{0,16})");

  private AwsReader() {}

  private static Value<Aws> read(Section section) {
    var region = section.optional("region", REGION);
    var role = role(section);
    return section.finish(() -> new Aws(region.get(), role.get()));
  }

  /** The role that a section names by {@code role_arn}, and how it is taken on. */
  static Value<Optional<Role>> role(Section section) {
    var arn = section.optional("role_arn", ROLE);
    var externalId = section.optional("external_id", EXTERNAL_ID);
    var session = section.optional("session_duration", SESSION);
    var source = section.optional("source_identity", SOURCE_IDENTITY);
    if (!section.has("role_arn")) {
      List.of("external_id", "session_duration", "source_identity").stream()
          .filter(section::has)
          .forEach(
              key -> section.wrong(key, "needs role_arn too", "add the role, or remove this key"));
    }
    return arn.then(
        name ->
            externalId.then(
                word ->
                    session.then(
                        span ->
                            source.map(
                                who -> name.map(sound -> new Role(sound, word, span, who))))));
  }
}
