package pipelinelock.slack.unwritten;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.ledger.QuietPeople.Quiet;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.Desk;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.Story;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.DirectParts;

class UnwrittenThreadsTest {
  private Desk desk;
  private SlackHealth health;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    health = new SlackHealth(desk.clock);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  /** As of a process that has just started: what it said before is in the ledger alone. */
  private UnwrittenThreads threads() {
    return threads(KnownPeople.OF_THE_STORY);
  }

  private UnwrittenThreads threads(KnownPeople people) {
    return threads(people, desk.noDirects());
  }

  private UnwrittenThreads threads(KnownPeople people, DirectParts directs) {
    return new UnwrittenThreads(desk.channels(), desk.ledger, people, directs, health, Banner.NONE);
  }

  private Incident played(Story story) {
    return desk.incidents.find(desk.play(story)).orElseThrow();
  }

  private int directs(Persona person) {
    return SlackScreen.of(desk.slack).directs(person.id()).size();
  }

  @Test
  void eachIsToldOnceHoweverOftenItIsRefusedAndWhicheverProcessHearsIt() {
    var incident = played(Story.requested());
    var first = threads();
    first.refused(incident, SimulatedSlack.INCIDENTS, "not_in_channel");
    first.refused(incident, SimulatedSlack.INCIDENTS, "not_in_channel");
    threads().refused(incident, SimulatedSlack.INCIDENTS, "is_archived");

    assertThat(directs(Persona.ANA)).as("who asked").isEqualTo(1);
    assertThat(directs(Persona.BEN)).as("who may approve").isEqualTo(1);
    assertThat(directs(Persona.GUS)).as("anybody else").isZero();
  }

  /** Whoever wants no direct messages about requests is told this all the same. */
  @Test
  void whoIsAskedDirectlyGetsNoSecondMessage() {
    desk.quiet.put(Story.CLEO, new Quiet(Optional.empty()));
    var people = KnownPeople.OF_THE_STORY;
    threads(people, desk.directs(people))
        .refused(played(Story.requested()), SimulatedSlack.INCIDENTS, "not_in_channel");

    assertThat(directs(Persona.ANA)).as("who asked").isEqualTo(1);
    assertThat(directs(Persona.BEN)).as("the request says it").isZero();
    assertThat(directs(Persona.CLEO)).isEqualTo(1);
  }

  @Test
  void theBotDoesNotWriteToItselfWhereItAsks() {
    var bot = new KnownPeople(KnownPeople.OF_THE_STORY.groups(), Map.of(Story.ANA, Standing.BOT));
    threads(bot).refused(played(Story.requested()), SimulatedSlack.INCIDENTS, "not_in_channel");

    assertThat(directs(Persona.ANA)).isZero();
    assertThat(directs(Persona.BEN)).as("who may approve").isEqualTo(1);
  }

  @Test
  void whileItRunsOnlyWhoAskedIsTold() {
    var incident = played(Story.requested().started());
    threads().refused(incident, SimulatedSlack.INCIDENTS, "not_in_channel");

    assertThat(directs(Persona.ANA)).isEqualTo(1);
    assertThat(directs(Persona.BEN)).isZero();
  }

  @Test
  void itIsInHealthUntilItIsOver() {
    var incident = played(Story.requested());
    var threads = threads();
    threads.refused(incident, SimulatedSlack.INCIDENTS, "not_in_channel");
    assertThat(health.troubles())
        .singleElement()
        .asString()
        .contains("INC-1 in " + SimulatedSlack.INCIDENTS + " (not_in_channel)");

    threads.over(incident.id());
    assertThat(health.troubles()).isEmpty();
  }

  /** Any node can show it: what one knows in memory, another one does not. */
  @Test
  void theLedgerKnowsItUntilItIsOver() {
    var incident = played(Story.requested());
    threads().refused(incident, SimulatedSlack.INCIDENTS, "not_in_channel");
    threads().refused(incident, SimulatedSlack.INCIDENTS, "is_archived");
    assertThat(ledger(incident).refused())
        .contains(new ToldSoFar.Refused(SimulatedSlack.INCIDENTS, "is_archived"));

    var other = threads();
    other.leftToOthers(incident.id());
    assertThat(ledger(incident).refused()).as("another node writes it").isPresent();
    other.over(incident.id());
    assertThat(ledger(incident).refused()).isEmpty();
    assertThat(ledger(incident).isReached()).as("by a direct message").isTrue();
  }

  private ToldSoFar ledger(Incident incident) {
    return new ToldSoFar(desk.ledger.posted(incident.id()));
  }
}
