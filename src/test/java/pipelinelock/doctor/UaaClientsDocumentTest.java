package pipelinelock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.bosh.api.Rights;

/** docs/uaa-clients.yml gives the bot's clients what the doctor asks for, and nothing else. */
class UaaClientsDocumentTest {
  private static final String UUID = "2daf673a-9755-4b4f-aa6d-3632fbed8012";

  private final DirectorRights rights = new DirectorRights(UUID);

  private static JsonNode client(String name) throws IOException {
    for (JsonNode operation : new YAMLMapper().readTree(Path.of("docs/uaa-clients.yml").toFile())) {
      if (operation.get("path").asText().endsWith("/clients/" + name + "?")) {
        return operation.get("value");
      }
    }
    throw new AssertionError("no client " + name);
  }

  private static Rights rights(String name) throws IOException {
    var authorities = client(name).get("authorities").asText().replace("((director_uuid))", UUID);
    return new Rights(name, Optional.of(List.of(authorities.split(","))));
  }

  @Test
  void theReaderMayReadAndNoMore() throws IOException {
    assertThat(rights.judgeReader(rights("pipeline-lock")).grade()).isEqualTo(Grade.OK);
    assertThat(rights.judge(rights("pipeline-lock")).grade()).isEqualTo(Grade.FAIL);
  }

  @Test
  void theActorMayActAndNoMore() throws IOException {
    assertThat(rights.judge(rights("pipeline-lock-actor")).grade()).isEqualTo(Grade.OK);
  }

  @Test
  void bothLogInByTheirSecretAndForNoUser() throws IOException {
    for (String name : List.of("pipeline-lock", "pipeline-lock-actor")) {
      assertThat(client(name).get("authorized-grant-types").asText())
          .isEqualTo("client_credentials");
      assertThat(client(name).get("scope").asText()).isEmpty();
      assertThat(client(name).get("secret").asText()).matches("\\(\\([a-z_]+\\)\\)");
    }
  }

  @Test
  void theGuideGivesTheSameRights() throws IOException {
    var guide = Files.readString(Path.of("docs/uaa.md"));

    for (String name : List.of("pipeline-lock", "pipeline-lock-actor")) {
      String authorities = client(name).get("authorities").asText();
      assertThat(guide)
          .contains(
              "uaac client add %s --authorized_grant_types client_credentials --authorities %s"
                  .formatted(name, authorities.replace("((director_uuid))", "UUID")));
    }
  }
}
