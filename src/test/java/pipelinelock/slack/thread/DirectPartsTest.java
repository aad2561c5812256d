package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.QuietPeople.Quiet;
import pipelinelock.slack.Desk;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.Story;

/** Who is asked directly, where more people may approve than are asked. */
class DirectPartsTest {
  private static final int PEOPLE = 40;
  private static final KnownPeople CROWD =
      new KnownPeople(
          Map.of(
              "S0APPROVERS",
              IntStream.range(0, PEOPLE)
                  .mapToObj(i -> new UserId(Story.TEAM, "U0%03d".formatted(i)))
                  .collect(Collectors.toSet())),
          Map.of());

  private Desk desk;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static Incident incident(int number) {
    return Incident.of(
        List.of(
            new Recorded(new IncidentId(number), 1, Story.AT, Story.request("it hangs"), "h1")));
  }

  private Set<String> asked(int number, Set<String> known) {
    return desk.directs(CROWD).asked(incident(number), known);
  }

  @Test
  void nobodyIsAlwaysLeftOut() {
    var ever = new HashSet<String>();
    for (int number = 1; number <= 40; number++) {
      var asked = asked(number, Set.of());
      assertThat(asked).as("INC-%d", number).hasSize(DirectParts.MOST);
      ever.addAll(asked);
    }
    assertThat(ever).as("40 of the group, and the two whom the policy names").hasSize(PEOPLE + 2);
  }

  /** Any node, and any process after it, asks the same people of one incident. */
  @Test
  void oneIncidentAsksTheSamePeople() {
    var first = asked(7, Set.of());
    assertThat(asked(7, Set.of())).isEqualTo(first);
    var known = first.stream().limit(4).map(Part::ask).collect(Collectors.toSet());
    assertThat(asked(7, known)).containsExactlyInAnyOrderElementsOf(first);
    assertThat(asked(8, Set.of())).isNotEqualTo(first);
  }

  @Test
  void whoWantsNoMessagesTakesNobodysPlace() {
    var first = asked(7, Set.of());
    var quiet = first.iterator().next();
    desk.quiet.put(new UserId(Story.TEAM, quiet), new Quiet(Optional.empty()));
    assertThat(asked(7, Set.of())).hasSize(DirectParts.MOST).doesNotContain(quiet);
  }
}
