package pipelinelock.slack.thread.card;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.runbook.platform.UsualTime;

/**
 * How long a running task has taken and how long a request still waits. Both are shown in whole
 * ticks: everybody who looks within one tick sees the same message.
 */
public final class Watch {
  /** Between two updates of a task that logs nothing: 4 edits a minute. */
  private static final Duration TICK = Duration.ofSeconds(15);

  private final Optional<InstantSource> clock;
  private final BiFunction<Incident, Integer, UsualTime> usual;
  private final Duration tick;

  private Watch(
      Optional<InstantSource> clock,
      BiFunction<Incident, Integer, UsualTime> usual,
      Duration tick) {
    this.clock = clock;
    this.usual = usual;
    this.tick = tick;
  }

  /**
   * @param usual how long a step of an incident takes that recreates a VM
   */
  public Watch(InstantSource clock, BiFunction<Incident, Integer, UsualTime> usual) {
    this(clock, usual, TICK);
  }

  public Watch(InstantSource clock, BiFunction<Incident, Integer, UsualTime> usual, Duration tick) {
    this(Optional.of(clock), usual, tick);
  }

  /** Without a clock: time ends with the record's last word, and nothing was timed before. */
  public static Watch ofRecord() {
    return new Watch(Optional.empty(), (_, _) -> UsualTime.RUNBOOK_WORKER, TICK);
  }

  UsualTime usual(Incident incident, int step) {
    return usual.apply(incident, step);
  }

  /** The time since then, as far as it may be shown now. */
  Duration elapsed(Instant since, Instant lastWord) {
    var told = Duration.between(since, lastWord);
    var ticks = clock.map(it -> inTicks(since, it.instant())).orElse(told);
    return ticks.compareTo(told) > 0 ? ticks : told;
  }

  private Duration inTicks(Instant since, Instant now) {
    return tick.multipliedBy(Duration.between(since, now).dividedBy(tick));
  }

  /**
   * A clause where a task that still runs has passed the longest time before it: {@code longer than
   * the longest of 4 earlier runs (9 min 33 s)}. Empty before that, and where time ends with the
   * record's last word.
   */
  Optional<String> overrun(Incident incident, int step, Instant since) {
    return clock
        .map(it -> new TimeBar(Duration.between(since, it.instant()), usual(incident, step)))
        .flatMap(TimeBar::overrun);
  }

  /** What is left of a request's time, in whole minutes or hours; empty when none is. */
  Optional<Duration> left(Incident incident) {
    return clock
        .map(it -> Duration.between(it.instant(), incident.expiresAt()))
        .filter(Duration::isPositive)
        .map(left -> unit(left).multipliedBy(Math.ceilDiv(left.toMillis(), unit(left).toMillis())));
  }

  private static Duration unit(Duration left) {
    return left.compareTo(Duration.ofHours(2)) > 0 ? Duration.ofHours(1) : Duration.ofMinutes(1);
  }

  /** How long until there is something to show although the record says nothing new. */
  public Optional<Duration> next(Incident incident) {
    return clock.flatMap(
        it ->
            incident.phase() instanceof Phase.AwaitingApproval
                ? nextLeft(Duration.between(it.instant(), incident.expiresAt()))
                : runningSince(incident).map(since -> rest(since, it.instant())));
  }

  /**
   * How long the running task may be said to take by now; empty where none runs, or no clock does.
   */
  public Optional<Duration> ticks(Incident incident) {
    return clock.flatMap(it -> runningSince(incident).map(since -> inTicks(since, it.instant())));
  }

  /** Whether it is no longer ago than that; never where time ends with the record's last word. */
  public boolean isWithin(Duration time, Instant since) {
    return clock
        .filter(it -> Duration.between(since, it.instant()).compareTo(time) < 0)
        .isPresent();
  }

  private static Optional<Duration> nextLeft(Duration left) {
    return Optional.of(left)
        .filter(Duration::isPositive)
        .map(it -> Duration.ofMillis((it.toMillis() - 1) % unit(it).toMillis() + 1));
  }

  private Duration rest(Instant since, Instant now) {
    var passed = Duration.between(since, now);
    return passed.isNegative() ? tick : tick.minus(passed.minus(inTicks(since, now)));
  }

  private static Optional<Instant> runningSince(Incident incident) {
    var step = incident.isOpen() ? incident.currentStep() : OptionalInt.empty();
    return step.isPresent() && incident.steps().get(step.getAsInt()) instanceof Following following
        ? Optional.of(following.since())
        : Optional.empty();
  }
}
