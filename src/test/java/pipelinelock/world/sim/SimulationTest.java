package pipelinelock.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.world.sim.Trial.Outcome;

/**
 * Worlds that nobody thought of: each runs forward by the rules of the real ones, is looked at
 * twice by the real readers, and what the judge offers is done to it; in every other world a
 * ladder, where there is one, is climbed first. {@code -Dworlds=100000} for the long form, {@code
 * -Dseed=…} for another beginning, {@code -Dtwisted=3000} for more of each hostile kind. A world
 * that goes wrong is written to {@code target/simulation} as a described world.
 */
class SimulationTest {
  private static final int WORLDS = Integer.getInteger("worlds", 1_000);
  private static final int TWISTED = Integer.getInteger("twisted", 40);
  private static final long FIRST = Long.getLong("seed", 1);
  private static final Path REPORT = Path.of("target", "simulation");
  private static final int FILES = 50;

  @Test
  void judgesSafelyAndNamesWhatHangsAndCuresIt() throws IOException {
    var tally = new Campaign(Sabotage.NONE).run(FIRST, WORLDS);
    report(tally);
    assertThat(tally.plots).as("what the worlds were about").containsOnly(Plot.values());
    assertThat(tally.hit).as("worlds with a cure that would hit what runs").isZero();
    assertThat(tally.namedRight()).as("troubles named right").isGreaterThanOrEqualTo(0.98);
    assertThat(tally.unknownWherePlain()).as("UNKNOWN").isLessThanOrEqualTo(0.05);
    assertThat(tally.curedOfTreated()).as("cured").isGreaterThanOrEqualTo(0.97);
    assertThat(tally.curedByItsLadder()).as("by one ladder").isGreaterThanOrEqualTo(0.97);
    assertThat(tally.deploysAgain()).as("deployments that run again").isGreaterThanOrEqualTo(0.97);
    assertThat(tally.spared).as("VMs that no ladder needed").isPositive();
    assertThat(tally.recreated).as("VMs that a ladder needed").isPositive();
  }

  /**
   * Worlds that went wrong once: a release under a run between two jobs, with a claim by hand; a
   * list of containers that was older than the moment of the look; nameless claims of others whose
   * clock is wrong; a build that bears the number of one that a restore has forgotten.
   */
  @ParameterizedTest
  @ValueSource(longs = {16_198, 19_132, 105_043, 147_610, 151_454, 214_483})
  void hitsNothingWhereItOnceDid(long seed) {
    assertThat(Trial.of(seed, Sabotage.NONE).hits()).isEmpty();
  }

  /**
   * Somebody else's claim without a name, which by a wrong clock was of our ended run; a healthy
   * claim, which by a wrong clock held the lock under a number that a restore gave again; a rerun
   * while the Director, which did not answer, deployed.
   */
  @ParameterizedTest
  @CsvSource({
    "NAMELESS_AND_CLOCKS_APART, 177",
    "NAMELESS_AND_CLOCKS_APART, 510",
    "NAMELESS_AND_CLOCKS_APART, 1232",
    "NAMELESS_AND_CLOCKS_APART, 1577",
    "WEB_TWO_HOURS_OFF, 468",
    "WEB_TWO_HOURS_OFF, 563",
    "WEB_TWO_HOURS_OFF, 1605",
    "WEB_TWO_HOURS_OFF, 1868",
    "WEB_TWO_HOURS_OFF, 2742",
    "OLD_BUILD_OF_ANOTHER_PIPELINE_RERUN, 16",
    "OLD_BUILD_OF_ANOTHER_PIPELINE_RERUN, 1394",
    "OLD_BUILD_OF_ANOTHER_PIPELINE_RERUN, 2897"
  })
  void hitsNothingWhereItOnceDidAmongHostileWorlds(Twist twist, long seed) {
    assertThat(Trial.of(seed, Sabotage.NONE, twist).hits()).isEmpty();
  }

  /** Safety alone is asked here: the rest is harder than where chance rules. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isSafeInMoreHostileWorldsToo(Twist twist) {
    var tally = new Campaign(Sabotage.NONE, twist).run(FIRST, TWISTED);
    System.out.println(twist + ": " + tally.summary());
    assertThat(tally.bad().stream().filter(it -> !it.hits().isEmpty()).map(SimulationTest::line))
        .as(twist.name())
        .isEmpty();
  }

  private static void report(Tally tally) throws IOException {
    Files.createDirectories(REPORT);
    var text = new StringBuilder();
    text.append("Seeds from ").append(FIRST).append(" on.\n");
    text.append(tally.summary()).append("\n\n").append(tally.table()).append('\n');
    for (var outcome : tally.bad().stream().limit(FILES).toList()) {
      text.append(line(outcome)).append(CaseFile.write(REPORT, outcome)).append('\n');
    }
    Files.writeString(REPORT.resolve("report-%d.md".formatted(WORLDS)), text);
    System.out.println(text);
  }

  private static String line(Outcome it) {
    return "seed %d, %s: true %s, told %s, %s %s: "
        .formatted(it.seed(), it.plot(), it.truth().state(), it.told(), it.hits(), it.applied());
  }

  /** Harm, a rung twice, a VM that nothing called for, a heavy one too soon, or a blocked end. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SOUND", "SOUND_WITHOUT_A_START"})
  void findsALadderThatIsClimbedBadlyOnPurpose(Limbs limbs) {
    var found =
        new Campaign(limbs)
            .search(
                limbs.startsAt,
                200,
                broken ->
                    isClimbedBadly(broken)
                        && !isClimbedBadly(
                            Trial.of(broken.seed(), Sabotage.NONE, limbs.twist, limbs.sound())));
    assertThat(found).as("a world in which only the broken ladder goes wrong").isPresent();
    System.out.println(limbs + " is found by seed " + found.orElseThrow().seed());
  }

  private static boolean isClimbedBadly(Outcome it) {
    return it.climb().isPresent() && (!it.hits().isEmpty() || it.curedByIt() == Trial.Cured.NO);
  }

  @ParameterizedTest
  @EnumSource
  void findsAJudgeThatIsBrokenOnPurpose(Sabotages sabotage) {
    var found =
        new Campaign(sabotage)
            .search(
                sabotage.startsAt,
                400,
                broken ->
                    Tally.isBad(broken) && !Tally.isBad(Trial.of(broken.seed(), Sabotage.NONE)));
    assertThat(found).as("a world in which only the broken judge goes wrong").isPresent();
  }
}
