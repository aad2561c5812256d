package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pipelinelock.world.sim.Trial.Cured;
import pipelinelock.world.sim.Trial.Outcome;

/** What many worlds add up to. */
final class Tally {
  private final Map<String, Map<String, Integer>> table = new TreeMap<>();
  private final List<Outcome> bad = new ArrayList<>();
  final Set<Plot> plots = EnumSet.noneOf(Plot.class);
  int worlds;
  int hit;
  int troubles;
  int named;
  int plain;
  int unknown;
  int treated;
  int cured;

  /** Ladders that were climbed where all could be read, and nobody else worked in the way. */
  int ladders;

  int laddersThatCured;

  /** The VMs of all ladders. */
  int planned;

  int recreated;
  int spared;

  /** Ladders that came to their end, and whose hang had ended a deployment. */
  int owed;

  /** Of them, those after which a deployment has the lock. */
  int again;

  void add(Outcome outcome) {
    worlds++;
    plots.add(outcome.plot());
    table
        .computeIfAbsent(outcome.truth().state(), _ -> new TreeMap<>())
        .merge(outcome.told(), 1, Integer::sum);
    hit += outcome.hits().isEmpty() ? 0 : 1;
    if (outcome.counts()) {
      troubles++;
      named += outcome.isNamedRight() ? 1 : 0;
    }
    if (outcome.plain()) {
      plain++;
      unknown += outcome.isUnknown() ? 1 : 0;
    }
    if (outcome.plain()) {
      treated += outcome.cured() == Cured.YES || outcome.cured() == Cured.NO ? 1 : 0;
      cured += outcome.cured() == Cured.YES ? 1 : 0;
    }
    outcome.climb().ifPresent(climb -> add(climb, outcome));
    if (isBad(outcome)) {
      bad.add(outcome);
    }
  }

  private void add(Climb climb, Outcome outcome) {
    planned += climb.planned().size();
    recreated += climb.recreated().size();
    spared += climb.spared().size();
    boolean counts = outcome.plain() && climb.stopped().isEmpty();
    boolean owes = counts && climb.again() != LadderEnd.Again.NOT_OWED;
    owed += owes ? 1 : 0;
    again += owes && climb.again() == LadderEnd.Again.HAS_THE_LOCK ? 1 : 0;
    ladders += counts && outcome.curedByIt() != Cured.WAITS ? 1 : 0;
    laddersThatCured += counts && outcome.curedByIt() == Cured.YES ? 1 : 0;
  }

  /** Unsafe, or wrong where all could be seen. */
  static boolean isBad(Outcome outcome) {
    return !outcome.hits().isEmpty()
        || (outcome.counts() && !outcome.isNamedRight())
        || (outcome.plain() && outcome.cured() == Cured.NO);
  }

  /** Those that were judged wrongly, the unsafe ones first. */
  List<Outcome> bad() {
    return bad.stream()
        .sorted(
            java.util.Comparator.comparing((Outcome it) -> it.hits().isEmpty())
                .thenComparing(Outcome::isNamedRight)
                .thenComparingLong(Outcome::seed))
        .toList();
  }

  double namedRight() {
    return share(named, troubles);
  }

  double unknownWherePlain() {
    return share(unknown, plain);
  }

  double curedOfTreated() {
    return share(cured, treated);
  }

  double deploysAgain() {
    return share(again, owed);
  }

  double curedByItsLadder() {
    return share(laddersThatCured, ladders);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** One line, for people. */
  String summary() {
    return ("%,d worlds: %d with a cure that would hit what runs; %.2f %% of %,d plain troubles named right;"
            + " %.2f %% of %,d plain worlds UNKNOWN; %.2f %% of %,d treated worlds cured;"
            + " %.2f %% of %,d by the first ladder alone, which recreated %,d of %,d VMs and spared %,d;"
            + " after %.2f %% of %,d ladders that owed a deployment it has the lock")
        .formatted(
            worlds,
            hit,
            100 * namedRight(),
            troubles,
            100 * unknownWherePlain(),
            plain,
            100 * curedOfTreated(),
            treated,
            100 * curedByItsLadder(),
            ladders,
            recreated,
            planned,
            spared,
            100 * share(again, owed),
            owed);
  }

  /** What is true, and what was reported. */
  String table() {
    var text = new StringBuilder("| what is true | what is told, and how often |\n| --- | --- |\n");
    table.forEach(
        (truth, told) ->
            text.append("| ")
                .append(truth)
                .append(" | ")
                .append(
                    told.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(it -> it.getKey() + " " + it.getValue())
                        .collect(java.util.stream.Collectors.joining(", ")))
                .append(" |\n"));
    return text.toString();
  }
}
