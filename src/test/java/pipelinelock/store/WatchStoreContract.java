package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ledger.QuietPeople.Quiet;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlMutes;
import pipelinelock.store.ledger.SqlQuietPeople;
import pipelinelock.store.ledger.SqlUsedBefore;
import pipelinelock.store.ledger.SqlWatchLedger;
import pipelinelock.store.node.Heartbeat;
import pipelinelock.store.node.SqlLeases;
import pipelinelock.watch.Bulletins;
import pipelinelock.watch.Mute;
import pipelinelock.watch.Notice;
import pipelinelock.watch.Proposals;
import pipelinelock.watch.Trouble;
import pipelinelock.watch.WatchRound;
import pipelinelock.watch.WatchRule;
import pipelinelock.watch.WatchState;

/** The watcher's memory on either database, and nodes that end at the worst moment. */
abstract class WatchStoreContract {
  private static final EnvironmentName DEV04 = new EnvironmentName("dev04");
  private static final EnvironmentName DEV05 = new EnvironmentName("dev05");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final UserId ANA = new UserId("T0", "U0ANA");
  private static final WatchRule RULE =
      new WatchRule(
          "C0", Duration.ofMinutes(1), Duration.ofMinutes(30), Optional.empty(), Optional.empty());
  private static final Diagnosis HUNG = example("hung-claim-2-claimed-and-never-ended");
  private static final Diagnosis FREE = example("free-1-nothing-open");

  private Database database;
  private SqlWatchLedger ledger;
  private SqlMutes mutes;
  private final Channel channel = new Channel();
  private Diagnosis seen = HUNG;

  private static Diagnosis example(String name) {
    return Objects.requireNonNull(Corpus.diagnoses().get(name));
  }

  abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    ledger = new SqlWatchLedger(database);
    mutes = new SqlMutes(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** What everybody sees, and how it breaks. */
  private static final class Channel implements Bulletins {
    final List<String> told = new ArrayList<>();
    final Map<String, String> posts = new HashMap<>();
    boolean answerIsLost;
    boolean isDown;
    Runnable beforePost = () -> {};

    private void checked() {
      if (isDown) {
        throw new RemoteFailure(Kind.UNREACHABLE, "Slack did not answer");
      }
    }

    @Override
    public Optional<String> find(Notice notice) {
      checked();
      return Optional.ofNullable(posts.get(notice.label()));
    }

    @Override
    public String post(Notice notice, Trouble trouble, Diagnosis seen) {
      beforePost.run();
      checked();
      told.add("post " + trouble.title());
      posts.put(notice.label(), "ts" + posts.size());
      if (answerIsLost) {
        throw new RemoteFailure(Kind.UNREACHABLE, "Slack's answer was lost");
      }
      return posts.getOrDefault(notice.label(), "");
    }

    @Override
    public void update(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {
      checked();
      told.add("edit " + notice.title());
    }

    @Override
    public void end(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {
      checked();
      told.add("end " + trouble.title() + " " + notice.ts().orElseThrow());
    }
  }

  /** A process: all that it remembers is in the database. */
  private WatchRound process() {
    return new WatchRound(
        _ -> seen,
        new SqlWatchLedger(database),
        new SqlMutes(database),
        _ -> Optional.empty(),
        channel,
        Proposals.NONE);
  }

  private void round() {
    process().run(DEV04, RULE);
  }

  @Test
  void aStateComesBackAsItWasSaved() {
    assertThat(ledger.find(DEV04)).isEqualTo(WatchState.NOTHING);
    var state =
        new WatchState(
            0,
            Optional.of(
                new Trouble(
                    "CLAIMED c1",
                    "HUNG CLAIM",
                    NOON,
                    Optional.of(new Trouble.Held("it's <pipeline-lock> 163", NOON)))),
            Optional.of(NOON.plusSeconds(60)),
            Optional.of(NOON.plusSeconds(120)),
            Optional.of(new Notice("dev04-1", "C0", Optional.of("1.2"), "HUNG CLAIM", "mark")));
    assertThat(ledger.save(DEV04, state)).isTrue();
    assertThat(ledger.find(DEV04)).isEqualTo(version(state, 1));
    assertThat(ledger.find(DEV05)).isEqualTo(WatchState.NOTHING);
    var empty =
        new WatchState(1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(ledger.save(DEV04, empty)).isTrue();
    assertThat(ledger.find(DEV04)).isEqualTo(version(empty, 2));
  }

  private static WatchState version(WatchState state, long version) {
    return new WatchState(
        version, state.trouble(), state.calmSince(), state.blindSince(), state.notice());
  }

  @Test
  void whoReadBeforeAnotherSavedSavesNothing() {
    assertThat(ledger.save(DEV04, WatchState.NOTHING)).isTrue();
    assertThat(ledger.save(DEV04, WatchState.NOTHING)).isFalse();
    assertThat(ledger.save(DEV04, version(WatchState.NOTHING, 1))).isTrue();
    assertThat(ledger.save(DEV04, version(WatchState.NOTHING, 1))).isFalse();
  }

  @Test
  void aMuteHoldsUntilItsTimeAndTheNewestCounts() {
    var mute = new Mute(ANA, NOON, NOON.plusSeconds(60), "it's <moved>");
    mutes.put(DEV04, mute);
    assertThat(mutes.of(DEV04, NOON.plusSeconds(59))).contains(mute);
    assertThat(mutes.of(DEV04, NOON.plusSeconds(60))).isEmpty();
    assertThat(mutes.of(DEV05, NOON)).isEmpty();
    var longer = new Mute(ANA, NOON, NOON.plusSeconds(600), "");
    mutes.put(DEV04, longer);
    assertThat(mutes.now(NOON.plusSeconds(60))).isEqualTo(Map.of(DEV04, longer));
    mutes.remove(DEV04);
    assertThat(mutes.now(NOON)).isEmpty();
  }

  @Test
  void itIsPostedOnceOverRestartsAndSaysOnceThatItIsOver() {
    round();
    round();
    seen = FREE;
    round();
    round();
    assertThat(channel.told).containsExactly("post HUNG CLAIM", "end HUNG CLAIM ts0");
  }

  @Test
  void twoNodesThatLookAtTheSameMomentPostOnce() {
    channel.beforePost =
        () -> {
          channel.beforePost = () -> {};
          var other = ledger.find(DEV04);
          assertThat(other.notice()).as("the wish to post is saved first").isPresent();
          assertThat(ledger.save(DEV04, version(other, 0))).isFalse();
        };
    round();
    round();
    assertThat(channel.told).containsExactly("post HUNG CLAIM");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPostWhoseAnswerWasLostIsFoundAgain(boolean goneMeanwhile) {
    channel.answerIsLost = true;
    assertThatThrownBy(this::round).isInstanceOf(RemoteFailure.class);
    channel.answerIsLost = false;
    seen = goneMeanwhile ? FREE : HUNG;
    round();
    assertThat(channel.told).startsWith("post HUNG CLAIM").doesNotContain("post FREE");
    assertThat(channel.told.stream().filter(it -> it.startsWith("post"))).hasSize(1);
    assertThat(channel.told.contains("end HUNG CLAIM ts0")).isEqualTo(goneMeanwhile);
  }

  @Test
  void whatNeverWasPostedIsPostedWhenSlackIsBackOrLetBeWhereItIsOver() {
    channel.isDown = true;
    assertThatThrownBy(this::round).isInstanceOf(RemoteFailure.class);
    assertThatThrownBy(this::round).isInstanceOf(RemoteFailure.class);
    channel.isDown = false;
    round();
    assertThat(channel.told).containsExactly("post HUNG CLAIM");
    channel.isDown = true;
    seen = FREE;
    assertThatThrownBy(this::round).isInstanceOf(RemoteFailure.class);
    channel.isDown = false;
    round();
    assertThat(channel.told).containsExactly("post HUNG CLAIM", "end HUNG CLAIM ts0");
  }

  @Test
  void aMutedTroubleIsPostedWhenTheMuteEnds() {
    var at = HUNG.evidence().at();
    mutes.put(DEV04, new Mute(ANA, at, at.plusSeconds(1), ""));
    round();
    assertThat(channel.told).isEmpty();
    mutes.put(DEV04, new Mute(ANA, at, at, ""));
    round();
    assertThat(channel.told).containsExactly("post HUNG CLAIM");
  }

  @Test
  void oneNodeHasTheTurnUntilItLeavesOrDies() {
    var time = new long[1];
    var ticker =
        new Ticker() {
          @Override
          public long read() {
            return time[0];
          }
        };
    var a = new SqlLeases(database, "a", ticker, Heartbeat.REAL);
    var b = new SqlLeases(database, "b", ticker, Heartbeat.REAL);
    assertThat(a.take(DEV04)).as("it is no node yet").isFalse();
    a.beat();
    b.beat();
    assertThat(a.take(DEV04)).isTrue();
    assertThat(b.take(DEV04)).isFalse();
    assertThat(b.take(DEV05)).isTrue();
    assertThat(a.take(DEV04)).isTrue();
    a.leave();
    assertThat(b.take(DEV04)).isTrue();
    a.beat();
    assertThat(a.take(DEV04)).isFalse();
    for (int i = 0; i < 10; i++) {
      time[0] += Heartbeat.REAL.beat().toNanos();
      a.beat();
    }
    assertThat(a.take(DEV04)).as("the other one is dead").isTrue();
    assertThat(b.take(DEV04)).as("a dead one that wakes").isFalse();
  }

  @Test
  void whoWantsNoDirectMessagesIsRememberedForAsLongAsTheySaid() {
    var ana = new UserId("T1", "U1");
    var elsewhere = new UserId("T2", "U1");
    var now = Instant.parse("2026-11-24T10:00:00Z");
    var end = now.plusSeconds(60);
    var quiet = new SqlQuietPeople(database);
    quiet.put(ana, new Quiet(Optional.empty()));
    assertThat(quiet.of(ana, now)).contains(new Quiet(Optional.empty()));
    assertThat(quiet.of(elsewhere, now)).isEmpty();

    quiet.put(ana, new Quiet(Optional.of(end)));
    assertThat(new SqlQuietPeople(database).of(ana, now)).contains(new Quiet(Optional.of(end)));
    assertThat(quiet.of(ana, end)).as("its time is over").isEmpty();

    quiet.remove(ana);
    assertThat(quiet.of(ana, now)).isEmpty();
  }

  @Test
  void whoHasUsedTheBotIsRememberedOnce() {
    var ana = new UserId("T1", "U1");
    var used = new SqlUsedBefore(database);
    assertThat(used.has(ana)).isFalse();
    used.note(ana);
    used.note(ana);
    assertThat(new SqlUsedBefore(database).has(ana)).isTrue();
    assertThat(used.has(new UserId("T2", "U1"))).as("the same id elsewhere").isFalse();
  }
}
