package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.world.WorldFacts;

/** One world: two looks, what they offer, and what becomes of it when that is done. */
final class Trial {
  private static final int RUNGS = 10;
  private static final long AFTERWARDS = 900;
  private static final long LONG_WAIT = 600;
  private static final long LONGEST_WAIT = 43_200;

  /** Longer than any threshold, by the time that a watcher needs to see it. */
  private static final long PLAIN_TO_SEE = 690;

  /** Whether a cure that was offered cured. */
  enum Cured {
    NOTHING_OFFERED,
    /** Others have begun to work since, and are rightly waited for. */
    WAITS,
    YES,
    NO
  }

  /**
   * What came of it.
   *
   * @param told the verdict of the second look
   * @param counts the trouble is old enough, plain to see and alone
   * @param plain everything could be read
   * @param hits what offered or applied cures would have hit, or did
   * @param applied the cures that were done, in order
   * @param climb the first ladder that was climbed
   * @param curedByIt what came of that ladder alone
   * @param facts the world at the second look
   */
  record Outcome(
      long seed,
      Plot plot,
      Truth truth,
      String told,
      String headline,
      boolean plain,
      boolean counts,
      List<String> hits,
      Cured cured,
      List<String> applied,
      String end,
      Optional<Climb> climb,
      Cured curedByIt,
      WorldFacts facts) {
    boolean isNamedRight() {
      return truth.titles().contains(told);
    }

    boolean isUnknown() {
      return told.equals("UNKNOWN");
    }
  }

  /** Without a watcher nobody knows how long a build has been pending. */
  private static final Set<String> OF_PENDING = Set.of("STUCK PENDING", "WEB STUCK", "RUN STALLED");

  private final Twist twist;
  private final Limbs limbs;
  private final SimWorld world;
  private final Plot plot;
  private final boolean watches;
  private final Observer observer;
  private final Surgeon surgeon;
  private final List<String> hits = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private final List<String> applied = new ArrayList<>();
  private Optional<Climb> climb = Optional.empty();
  private Cured curedByIt = Cured.NOTHING_OFFERED;

  private Trial(Story story, Sabotage sabotage, Twist twist, Limbs limbs) {
    this.twist = twist;
    this.limbs = limbs;
    this.world = story.world();
    this.plot = story.plot;
    this.watches = world.dice.chance(0.85);
    this.observer = new Observer(world, sabotage, watches);
    this.surgeon = new Surgeon(world, observer);
  }

  static Outcome of(long seed, Sabotage sabotage) {
    return of(seed, sabotage, Twist.NONE);
  }

  static Outcome of(long seed, Sabotage sabotage, Twist twist) {
    return of(seed, sabotage, twist, Limbs.SOUND);
  }

  static Outcome of(long seed, Sabotage sabotage, Twist twist, Limbs limbs) {
    var trial = new Trial(Story.tell(seed, twist), sabotage, twist, limbs);
    try (trial.observer) {
      return trial.run();
    }
  }

  private Outcome run() {
    check(observer.look());
    surgeon.forward(world.dice.between(62, 90));
    twist.betweenLooks(world);
    var truth = new Witness(world).truth();
    boolean counts = counts(world, truth) && (watches || !OF_PENDING.contains(truth.state()));
    boolean plain = world.isPlain();
    var second = observer.look();
    check(second);
    var facts = observer.facts();
    var cured = climb(second);
    hits.addAll(surgeon.hits);
    return new Outcome(
        world.seed,
        plot,
        truth,
        Verdicts.name(second),
        second.headline(),
        plain,
        counts,
        List.copyOf(hits),
        cured,
        List.copyOf(applied),
        new Witness(world).truth().state(),
        climb,
        curedByIt,
        facts);
  }

  private void check(Diagnosis diagnosis) {
    var harm = new Harm(world);
    for (var cure : diagnosis.cures()) {
      harm.of(cure).ifPresent(hit -> hits.add("%s offered: %s".formatted(cure.title(), hit)));
    }
  }

  /** Whether a trouble is old enough, alone, and plain to see. */
  static boolean counts(SimWorld world, Truth truth) {
    boolean alone =
        new Life(world).others().isEmpty()
            && world.bosh.open().isEmpty()
            && new Life(world).runs().isEmpty();
    return truth.trouble()
        && alone
        && world.isPlain()
        && world.now() - truth.since() >= PLAIN_TO_SEE;
  }

  /** The lightest cure, then the next that is offered, to the ladder's end. */
  private Cured climb(Diagnosis first) {
    var diagnosis = first;
    long latest = world.now() + LONGEST_WAIT;
    for (int rung = 0; rung < RUNGS; rung++) {
      var next = next(diagnosis);
      if (next.isEmpty() && (applied.isEmpty() || isCured())) {
        break;
      }
      if (next.isEmpty()) {
        // Nothing may be done while others work; people come back to it when that is over.
        rung -= new Life(world).others().isEmpty() || world.now() > latest ? 0 : 1;
        surgeon.forward(LONG_WAIT);
        diagnosis = again();
        continue;
      }
      var key = Surgeon.key(next.get()).orElseThrow();
      applied.add(key);
      if (!isDone(next.get(), diagnosis)) {
        done.remove(key); // it may be asked for again
      }
      diagnosis = again();
    }
    if (applied.isEmpty()) {
      return Cured.NOTHING_OFFERED;
    }
    surgeon.forward(AFTERWARDS);
    return now();
  }

  private Cured now() {
    if (isCured()) {
      return Cured.YES;
    }
    return new Life(world).others().isEmpty() ? Cured.NO : Cured.WAITS;
  }

  private boolean isDone(Cure cure, Diagnosis diagnosis) {
    if (!(cure instanceof Cure.Recreate recreate)) {
      boolean begun = surgeon.apply(cure);
      if (begun) {
        new LadderEnd(world, observer, surgeon, limbs).after(cure, diagnosis);
      }
      return begun;
    }
    var climbed = new Climber(world, observer, surgeon, limbs, diagnosis, recreate).climb();
    hits.addAll(climbed.wrong());
    if (climb.isEmpty()) {
      surgeon.forward(AFTERWARDS);
      climb = Optional.of(climbed);
      curedByIt = now();
    }
    return climbed.stopped().isEmpty() || !climbed.recreated().isEmpty();
  }

  private Diagnosis again() {
    observer.look();
    surgeon.forward(65);
    return observer.look();
  }

  /** In every other world people ask for the whole ladder at once, where there is one. */
  private Optional<Cure> next(Diagnosis diagnosis) {
    boolean ladderFirst = world.seed % 2 == 0;
    return diagnosis.cures().stream()
        .sorted(Comparator.comparing(cure -> !(ladderFirst && cure instanceof Cure.Recreate)))
        .filter(cure -> Surgeon.key(cure).filter(done::add).isPresent())
        .findFirst();
  }

  private boolean isCured() {
    var life = new Life(world);
    boolean inUse =
        world.pool.lastMove().flatMap(SimPool.Commit::holder).map(b -> b.run).stream()
            .anyMatch(run -> run != null && life.goesOn(run));
    boolean stuck =
        world.concourse.builds.stream()
            .filter(b -> b.pipeline == world.ours && b.isStarted())
            .filter(b -> b.isOf(SimJob.Kind.LOCK) || b.isOf(SimJob.Kind.UNLOCK))
            .anyMatch(b -> !life.works(b) && !life.waitsInHealth(b));
    return (world.pool.isFree() || (world.pool.isClaimed() && inUse))
        && !stuck
        && !life.aDeadClaimLurks();
  }
}
