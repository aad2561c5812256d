package pipelinelock.store.click;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.incident.refusal.RefusalLog.Entry;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;

/**
 * What is kept of clicks in addition to the record: what was refused, of which no flood fills the
 * database, and what the cards showed on which they were made.
 */
abstract class ClickContract {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final IncidentId INCIDENT = new IncidentId(7);

  private Instant now = NOON;
  private Database database;
  private SqlRefusals refusals;

  abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    refusals = new SqlRefusals(database, () -> now);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Refusal refusal(String user) {
    return new Refusal(
        new UserId("T1", user),
        "approve",
        Optional.of(INCIDENT),
        Optional.of(new EnvironmentName("dev04")),
        Code.NOT_A_MEMBER);
  }

  private static Entry entry(Instant minute, String user, long times) {
    return new Entry(
        minute,
        Optional.of(new UserId("T1", user)),
        "approve",
        Optional.of(INCIDENT),
        Optional.of(new EnvironmentName("dev04")),
        "NOT_A_MEMBER",
        times);
  }

  private long rows() {
    return database.read(
        sql -> sql.createQuery("select count(*) from refusal").mapTo(Long.class).one());
  }

  private long counted() {
    return database.read(
        sql -> sql.createQuery("select sum(times) from refusal").mapTo(Long.class).one());
  }

  @Test
  void aThousandOfOnePersonInAMinuteAreOneEntry() {
    for (int i = 0; i < 1000; i++) {
      now = NOON.plusMillis(59 * i);
      refusals.add(refusal("U0GUS"));
    }
    now = NOON.plus(Duration.ofMinutes(3));
    refusals.add(refusal("U0GUS"));
    assertThat(refusals.of(INCIDENT, 50))
        .containsExactly(
            entry(NOON.plus(Duration.ofMinutes(3)), "U0GUS", 1), entry(NOON, "U0GUS", 1000));
    assertThat(refusals.of(new IncidentId(8), 50)).isEmpty();
  }

  @Test
  void ofManyUnlikeOnesTheNumberIsKept() {
    for (int i = 0; i < 300; i++) {
      refusals.add(refusal("U" + i));
    }
    assertThat(rows()).isEqualTo(SqlRefusals.A_MINUTE + 1);
    assertThat(counted()).isEqualTo(300);
    assertThat(refusals.of(INCIDENT, 50)).hasSize(SqlRefusals.A_MINUTE);
  }

  @Test
  void aDayHasItsBoundToo() {
    for (int minute = 0; minute < 60; minute++) {
      now = NOON.plus(Duration.ofMinutes(minute));
      for (int i = 0; i < SqlRefusals.A_MINUTE; i++) {
        refusals.add(refusal("U" + i));
      }
    }
    assertThat(rows()).isEqualTo(SqlRefusals.A_DAY + 1);
    assertThat(counted()).isEqualTo(60 * SqlRefusals.A_MINUTE);
  }

  @Test
  void allOfThemAreShownAndThoseThatWereTooManyAsOne() {
    for (int i = 0; i <= SqlRefusals.A_MINUTE; i++) {
      refusals.add(refusal("U" + i));
    }
    assertThat(refusals.since(NOON, 500)).hasSize(SqlRefusals.A_MINUTE + 1);
    assertThat(refusals.since(NOON, 500))
        .filteredOn(it -> it.by().isEmpty())
        .containsExactly(
            new Entry(NOON, Optional.empty(), "", Optional.empty(), Optional.empty(), "MANY", 1));
    assertThat(refusals.since(NOON.plusSeconds(1), 500)).isEmpty();
  }

  @Test
  void noneIsKeptForEver() {
    refusals.add(refusal("U0GUS"));
    now = NOON.plus(RefusalLog.KEPT);
    refusals.add(refusal("U0DEA"));
    assertThat(rows()).isEqualTo(2);
    now = now.plus(Duration.ofMinutes(1));
    refusals.add(refusal("U0DEA"));
    assertThat(refusals.of(INCIDENT, 50))
        .extracting(it -> it.by().orElseThrow())
        .doesNotContain(user("U0GUS"));
    assertThat(rows()).isEqualTo(2);
  }

  private static UserId user(String user) {
    return new UserId("T1", user);
  }

  @Test
  void aRestartForgetsNone() {
    refusals.add(refusal("U0GUS"));
    refusals = new SqlRefusals(database, () -> now);
    refusals.add(refusal("U0GUS"));
    assertThat(refusals.of(INCIDENT, 50)).containsExactly(entry(NOON, "U0GUS", 2));
  }

  @Test
  void twoNodesCountTogether() {
    var other = new SqlRefusals(database, () -> now);
    refusals.add(refusal("U0GUS"));
    other.add(refusal("U0GUS"));
    assertThat(other.of(INCIDENT, 50)).containsExactly(entry(NOON, "U0GUS", 2));
  }

  @Test
  void eachVersionOfACardIsKnownToAllNodesAndToNoOtherCard() {
    var incident =
        new SqlIncidentRecord(database, () -> now).begin(request(TWO_OTHERS)).orElseThrow().id();
    var cards = new SqlShownCards(database);
    cards.add(incident, "request", "a".repeat(64));
    cards.add(incident, "request", "b".repeat(64));
    cards.add(incident, "request", "a".repeat(64));
    cards.add(incident, "end", "c".repeat(64));
    assertThat(new SqlShownCards(database).of(incident, "request"))
        .containsExactlyInAnyOrder("a".repeat(64), "b".repeat(64));
    assertThat(cards.of(incident, "end")).containsExactly("c".repeat(64));
    assertThat(cards.of(new IncidentId(incident.number() + 1), "request")).isEmpty();
    assertThat(cards.of(incident, "root")).isEmpty();
  }
}
