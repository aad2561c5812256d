package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.Digest;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.store.ledger.SqlSeenFacts;

/** What a request rested on is kept, and the record proves it. */
class RequestFactsTest {
  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theFactsOfARequestAreThoseOfItsFingerprint() {
    var asked = world.asks("deployments wait since 11:07").incident().orElseThrow();
    var fingerprint = asked.request().evidence().fingerprint();
    var facts = new SqlSeenFacts(world.database()).of(fingerprint).orElseThrow();
    assertThat(Digest.of(String.join("\n", facts))).isEqualTo(fingerprint);
    assertThat(facts)
        .contains("environment dev04", "lock CLAIMED")
        .anyMatch(it -> it.startsWith("instance concourse-worker/"))
        .anyMatch(it -> it.startsWith("version "));
    assertThat(asked.request().plan().cure()).isEqualTo(CureKind.RECREATE);
  }

  /** The fingerprint would prove nothing of facts from which something was cut. */
  @Test
  void factsWithASecretAreNotKept() {
    KnownSecrets.add("request-facts-s3cret");
    var facts = List.of("worker request-facts-s3cret");
    var store = new SqlSeenFacts(world.database());
    store.keep(Digest.of(facts.getFirst()), facts);
    assertThat(store.of(Digest.of(facts.getFirst()))).isEqualTo(Optional.empty());
  }
}
