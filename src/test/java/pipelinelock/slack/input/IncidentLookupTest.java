package pipelinelock.slack.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.thread.Part;

class IncidentLookupTest {
  private static final String HERE = "C0INCIDENTS";

  private Desk desk;
  private IncidentLookup cases;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    cases =
        new IncidentLookup(Directories.of(Map.of(Story.DEV04, HERE)), desk.incidents, desk.ledger);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  /** Opens one whose thread begins at that message. */
  private IncidentId opened(String root) {
    var id = desk.play(Story.requested());
    desk.ledger.save(id, new Posted(Part.ROOT, HERE, root, "digest"));
    return id;
  }

  private IncidentId closed(String root) {
    var id = opened(root);
    desk.append(id, new IncidentEvent.Withdrawn(Story.ANA));
    return id;
  }

  @Test
  void aThreadBelongsToItsIncidentHoweverManyCameAfterIt() {
    var old = closed("1.0");
    for (int i = 1; i <= 12; i++) {
      closed("2." + i);
    }
    var open = opened("3.0");
    assertThat(cases.of(HERE, "1.0")).map(Incident::id).contains(old);
    assertThat(cases.of(HERE, "3.0")).map(Incident::id).contains(open);
    assertThat(cases.candidates(HERE, "1.0")).extracting(Incident::id).containsExactly(old, open);
  }

  @Test
  void elsewhereInTheChannelItIsTheOnlyOpenOne() {
    closed("1.0");
    assertThat(cases.of(HERE, "9.9")).isEmpty();
    var open = opened("3.0");
    assertThat(cases.of(HERE, "9.9")).map(Incident::id).contains(open);
    assertThat(cases.of("C0OTHER", "3.0")).as("the same time in another channel").isEmpty();
  }
}
