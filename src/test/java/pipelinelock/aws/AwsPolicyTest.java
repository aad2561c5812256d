package pipelinelock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.CaseFormat;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** docs/aws-policy.json allows what the bot calls, and nothing else. */
class AwsPolicyTest {
  private static final Path POLICY = Path.of("docs/aws-policy.json");
  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.([a-z0-9]+)\\.[A-Za-z0-9]+Client");

  /** Not calls: how a client is made and given back. */
  private static final Set<String> OWN = Set.of("builder", "close", "create", "serviceName");

  /**
   * Calls that the bot needs no right for. IAM, "GetCallerIdentity": "No permissions are required
   * to perform this operation". And check-config deletes what is not there, to see that it may not.
   */
  private static final Set<String> FREE = Set.of("sts:GetCallerIdentity", "s3:DeleteObject");

  /**
   * What a call needs besides the action of its own name: S3 asks for another right where a version
   * is named, reveals that an object is not there only to those who may list, and all three
   * services ask KMS as the caller where a value has a key of its own.
   */
  private static final Set<String> BESIDE =
      Set.of("s3:GetObjectVersion", "s3:PutObjectRetention", "s3:ListBucket", "kms:Decrypt");

  private static Set<String> allowed() throws IOException {
    var actions = new TreeSet<String>();
    for (JsonNode statement : new ObjectMapper().readTree(POLICY.toFile()).get("Statement")) {
      assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
      assertThat(statement.get("Resource").toString()).doesNotContain("\"*\"");
      var action = statement.get("Action");
      if (action.isArray()) {
        action.forEach(it -> actions.add(it.asText()));
      } else {
        actions.add(action.asText());
      }
    }
    return actions;
  }

  /** By the calls that stand in the program's classes. */
  private static Set<String> called() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("pipelinelock.aws");
    var actions = new TreeSet<String>();
    for (JavaClass each : classes) {
      each.getCodeUnitAccessesFromSelf().stream()
          .flatMap(AwsPolicyTest::action)
          .forEach(actions::add);
      if (each.getDirectDependenciesFromSelf().stream()
          .anyMatch(
              it -> it.getTargetClass().isEquivalentTo(StsAssumeRoleCredentialsProvider.class))) {
        actions.add("sts:AssumeRole");
      }
    }
    return actions;
  }

  /** Where a right has another name than its call. */
  private static final Map<String, String> NAMED =
      Map.of(
          "s3:GetObjectAsBytes", "s3:GetObject",
          "s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration",
          "s3:ListObjectVersionsPaginator", "s3:ListBucketVersions");

  private static Stream<String> action(JavaAccess<?> access) {
    var client = CLIENT.matcher(access.getTargetOwner().getName());
    String method = access.getName();
    return client.matches() && !OWN.contains(method)
        ? Stream.of(
                client.group(1) + ":" + CaseFormat.LOWER_CAMEL.to(CaseFormat.UPPER_CAMEL, method))
            .map(call -> NAMED.getOrDefault(call, call))
        : Stream.empty();
  }

  @Test
  void itAllowsWhatTheBotCallsAndNothingElse() throws IOException {
    var needed = new TreeSet<>(called());
    assertThat(needed)
        .as("the calls were found")
        .contains("s3:GetObject", "codecommit:CreateCommit", "sts:AssumeRole");
    needed.removeAll(FREE);
    needed.addAll(BESIDE);

    assertThat(allowed()).isEqualTo(needed);
  }

  @Test
  void theDocumentsNameEachRight() throws IOException {
    var text = Files.readString(Path.of("docs/configuration.md"));

    assertThat(text).contains(List.copyOf(allowed()));
  }
}
