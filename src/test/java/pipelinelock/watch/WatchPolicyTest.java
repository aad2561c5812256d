package pipelinelock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.watch.Sighting.Concern;
import pipelinelock.watch.WatchPolicy.Surroundings;
import pipelinelock.watch.WatchStep.Act;

/**
 * A night in looks, a minute apart. H hung and confirmed, h hung on one look, O orphaned by the
 * same claim, r the same claim runs, U unknown, F free, N hung with the next claim.
 */
class WatchPolicyTest {
  private static final EnvironmentName DEV04 = new EnvironmentName("dev04");
  private static final Instant BEGIN = Instant.parse("2026-11-24T01:00:00Z");
  private static final WatchRule RULE =
      new WatchRule(
          "C0", Duration.ofMinutes(1), Duration.ofMinutes(5), Optional.empty(), Optional.empty());
  private static final Duration STANDS = Duration.ofMinutes(3);
  private static final Duration SETTLES = Duration.ofMinutes(4);

  private WatchState state = WatchState.NOTHING;
  private Instant now = BEGIN;

  private Sighting sighting(char look) {
    var held = Optional.of(new Trouble.Held("pipeline-lock build 163", BEGIN));
    return switch (look) {
      case 'H' -> seen(Concern.PERSON, "c1", "HUNG CLAIM", true, Duration.ZERO, held);
      case 'h' -> seen(Concern.PERSON, "c1", "HUNG CLAIM", false, Duration.ZERO, held);
      case 'O' -> seen(Concern.PERSON, "c1", "ORPHANED", true, STANDS, held);
      case 'N' -> seen(Concern.PERSON, "c2", "HUNG CLAIM", true, Duration.ZERO, held);
      case 'r' -> seen(Concern.NONE, "c1", "RUNNING", true, Duration.ZERO, held);
      case 'F' -> seen(Concern.NONE, "free", "FREE", true, Duration.ZERO, Optional.empty());
      case 'U' -> seen(Concern.UNREADABLE, "c1", "UNKNOWN", true, Duration.ZERO, held);
      default -> throw new IllegalArgumentException(String.valueOf(look));
    };
  }

  private Sighting seen(
      Concern concern,
      String subject,
      String title,
      boolean confirmed,
      Duration stands,
      Optional<Trouble.Held> held) {
    return new Sighting(now, concern, subject, title, confirmed, stands, SETTLES, title, held);
  }

  private Act look(char look, boolean hushed, Optional<String> incident) {
    var step =
        WatchPolicy.next(DEV04, RULE, state, sighting(look), new Surroundings(hushed, incident));
    state = step.state();
    if (step.act() instanceof Act.Announce(var notice, var _, var _)) {
      state = state.noticed(notice.sent("ts"));
    }
    now = now.plus(Duration.ofMinutes(1));
    return step.act();
  }

  /** What each look led to: P post, R edit, r edit and reply, G gone, g gone without a reply. */
  private String looks(String night) {
    return looks(night, false, Optional.empty());
  }

  private String looks(String night, boolean hushed, Optional<String> incident) {
    var told = new StringBuilder();
    for (char look : night.toCharArray()) {
      told.append(
          switch (look(look, hushed, incident)) {
            case Act.Nothing _ -> '.';
            case Act.Announce _ -> 'P';
            case Act.Refresh(var _, var _, var aloud) -> aloud ? 'r' : 'R';
            case Act.End(var _, var _, var aloud) -> aloud ? 'G' : 'g';
          });
    }
    return told.toString();
  }

  @ParameterizedTest
  @CsvSource({
    // A hung state is posted when a second look has confirmed it, and once.
    "hHHHHHHHHH, .P........",
    // An orphaned one when it has stood for its time.
    "OOOOOOOO, ...P....",
    "OOrOOOOO, ......P.",
    // It is over at once when the lock moved on.
    "HHFFF, P.G..",
    "HHFHH, P.GP.",
    // The next claim is the next trouble.
    "HHNNN, P.GP.",
    // It flaps: no second post.
    "HHUHHUUUUUUUUUHH, P...............",
    "HUFUUF, P.G...",
    "HrrrHHrrrH, P.........",
    // Away for long enough, it is over; then it is a new one.
    "HrrrrrrH, P....G.P",
    // The same trouble by another name: the post says so.
    "HHOOO, P.r..",
    "hOOOOO, ....P.",
    // It was not known for five minutes: that is posted, once, and that it is over.
    "UUUUUUUUUF, .....P...G",
    "UUUUFUUUUUUF, ..........PG",
    "UUUUUUH, .....PG",
    // What was not posted is not over either.
    "hFOOFF, ......",
  })
  void aNight(String night, String told) {
    assertThat(looks(night)).isEqualTo(told);
  }

  @Test
  void whatStandsAtTheEndOfQuietHoursIsPostedThen() {
    assertThat(looks("hHHHH", true, Optional.empty())).isEqualTo(".....");
    assertThat(looks("HH")).isEqualTo("P.");
  }

  @Test
  void whatCameAndWentInQuietHoursIsNeverTold() {
    assertThat(looks("hHHFF", true, Optional.empty())).isEqualTo(".....");
    assertThat(looks("FF")).isEqualTo("..");
  }

  @Test
  void thePostOfTheEveningLosesItsButtonInTheNightWithoutAReply() {
    assertThat(looks("HH")).isEqualTo("P.");
    assertThat(looks("HFF", true, Optional.empty())).isEqualTo(".g.");
    assertThat(looks("FF")).isEqualTo("..");
  }

  @Test
  void theThreadOfAnIncidentTellsItInPlaceOfTheWatcher() {
    assertThat(looks("hHHH", false, Optional.of("INC-7"))).isEqualTo("....");
    assertThat(looks("H")).as("the incident ended, and it still stands").isEqualTo("P");
    assertThat(looks("HHO", false, Optional.of("INC-8"))).as("no button").isEqualTo("R.R");
    assertThat(looks("OO", false, Optional.of("INC-8 with its thread")))
        .as("the address of the thread came later")
        .isEqualTo("R.");
    assertThat(looks("O")).as("the button is back").isEqualTo("R");
    assertThat(looks("F", false, Optional.of("INC-9"))).isEqualTo("g");
  }

  /** While the claim may hang again, and while nothing can be read, the post stays. */
  @Test
  void aPostThatStaysNeverShowsAnIncidentAsItWas() {
    assertThat(looks("HH")).isEqualTo("P.");
    assertThat(looks("HrU", false, Optional.of("INC-7 waits, 0 of 2"))).isEqualTo("R..");
    assertThat(looks("rr", false, Optional.of("INC-7 waits, 1 of 2"))).isEqualTo("R.");
    assertThat(looks("UU", false, Optional.of("INC-7 runs"))).isEqualTo("R.");
    assertThat(looks("rr")).as("both are over").isEqualTo("G.");
  }

  @Test
  void aPostThatNobodyKnowsOfIsLookedForAndNotSentBlindly() {
    var first = WatchPolicy.next(DEV04, RULE, state, sighting('H'), calm());
    assertThat(first.act()).isInstanceOfSatisfying(Act.Announce.class, it -> isNew(it));
    var second = WatchPolicy.next(DEV04, RULE, first.state(), sighting('H'), calm());
    assertThat(second.act())
        .isInstanceOfSatisfying(
            Act.Announce.class,
            again -> {
              assertThat(again.again()).isTrue();
              assertThat(again.notice()).isEqualTo(((Act.Announce) first.act()).notice());
            });
    var gone = WatchPolicy.next(DEV04, RULE, first.state(), sighting('F'), calm());
    assertThat(gone.act()).isInstanceOf(Act.End.class);
  }

  private static void isNew(Act.Announce announce) {
    assertThat(announce.again()).isFalse();
    assertThat(announce.notice().ts()).isEmpty();
    assertThat(announce.notice().channel()).isEqualTo("C0");
  }

  private static Surroundings calm() {
    return new Surroundings(false, Optional.empty());
  }

  @Test
  void itRemembersSinceWhenAndWhoHadTheLock() {
    looks("hHr");
    assertThat(state.trouble())
        .hasValueSatisfying(
            it -> {
              assertThat(it.since()).isEqualTo(BEGIN);
              assertThat(it.held().orElseThrow().by()).isEqualTo("pipeline-lock build 163");
            });
    assertThat(state.calmSince()).contains(BEGIN.plus(Duration.ofMinutes(2)));
    looks("H");
    assertThat(state.calmSince()).isEmpty();
    assertThat(state.trouble().orElseThrow().since()).isEqualTo(BEGIN);
  }
}
