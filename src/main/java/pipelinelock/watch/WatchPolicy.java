package pipelinelock.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.watch.WatchStep.Act;

/**
 * Decides whether to post, to stay quiet, or to say that a problem is over: a pure function of what
 * is known and what one look saw. A problem is posted once; it is over when the lock moved on, or
 * when it was absent for long enough not to come back with the next look.
 */
public final class WatchPolicy {
  private final EnvironmentName environment;
  private final WatchRule rule;
  private final Sighting seen;
  private final Surroundings around;

  /**
   * What else there is to consider.
   *
   * @param hushed quiet hours, or a mute
   * @param incident the environment's open incident, whose thread shows everything, with what else
   *     the post shows of it: where that changes, the post does
   */
  public record Surroundings(boolean hushed, Optional<String> incident) {
    boolean isSilent() {
      return hushed || incident.isPresent();
    }
  }

  private WatchPolicy(
      EnvironmentName environment, WatchRule rule, Sighting seen, Surroundings around) {
    this.environment = environment;
    this.rule = rule;
    this.seen = seen;
    this.around = around;
  }

  public static WatchStep next(
      EnvironmentName environment,
      WatchRule rule,
      WatchState before,
      Sighting seen,
      Surroundings around) {
    var policy = new WatchPolicy(environment, rule, seen, around);
    return switch (seen.concern()) {
      case UNREADABLE -> policy.unreadable(before.blind(before.blindSince().orElse(seen.at())));
      case NONE -> policy.calm(before.readable());
      case PERSON -> policy.troubled(before.readable());
    };
  }

  /** What was posted stays posted: nobody can say that it is over. */
  private WatchStep unreadable(WatchState state) {
    Instant since = state.blindSince().orElseThrow();
    boolean other = state.trouble().filter(it -> !it.isUnreadable()).isPresent();
    if ((other && state.notice().isPresent()) || isShorter(since, rule.blind())) {
      return kept(state);
    }
    return standing(state.with(Trouble.unreadable(since)));
  }

  private WatchStep calm(WatchState state) {
    if (state.trouble().isEmpty()) {
      return WatchStep.quiet(state);
    }
    Instant since = state.calmSince().orElse(seen.at());
    boolean mayComeBack = isOf(state.trouble().get()) && isShorter(since, seen.settles());
    return mayComeBack && state.notice().isPresent()
        ? kept(state.calm(since))
        : end(state, state.over());
  }

  /** The post stays, but what it shows of an incident is never left behind. */
  private WatchStep kept(WatchState state) {
    return state
        .notice()
        .filter(it -> it.ts().isPresent() && !it.shown().startsWith(ofTheIncident()))
        .map(it -> it.showing(it.title(), mark()))
        .map(
            it ->
                new WatchStep(
                    state.noticed(it), new Act.Refresh(it, state.trouble().orElseThrow(), false)))
        .orElseGet(() -> WatchStep.quiet(state));
  }

  private WatchStep troubled(WatchState state) {
    var same = state.trouble().filter(this::isOf);
    if (same.isEmpty()) {
      var fresh = state.over().with(trouble(seen.at()));
      return state.notice().isPresent() ? end(state, fresh) : standing(fresh);
    }
    boolean anew = state.notice().isEmpty() && !same.get().title().equals(seen.title());
    return standing(state.with(trouble(anew ? seen.at() : same.get().since())));
  }

  private Trouble trouble(Instant since) {
    return new Trouble(seen.subject(), seen.title(), since, seen.held());
  }

  private boolean isOf(Trouble trouble) {
    return trouble.subject().equals(seen.subject());
  }

  private boolean isShorter(Instant since, Duration than) {
    return Duration.between(since, seen.at()).compareTo(than) < 0;
  }

  private WatchStep standing(WatchState state) {
    var trouble = state.trouble().orElseThrow();
    if (state.notice().isPresent()) {
      return told(state, state.notice().get(), trouble);
    }
    boolean ripe =
        trouble.isUnreadable() || (seen.confirmed() && !isShorter(trouble.since(), seen.stands()));
    if (!ripe || around.isSilent()) {
      return WatchStep.quiet(state);
    }
    String label = "%s-%d".formatted(environment, seen.at().toEpochMilli());
    var notice = new Notice(label, rule.channel(), Optional.empty(), seen.title(), mark());
    return new WatchStep(state.noticed(notice), new Act.Announce(notice, trouble, false));
  }

  private WatchStep told(WatchState state, Notice notice, Trouble trouble) {
    if (notice.ts().isEmpty()) {
      return around.isSilent()
          ? WatchStep.quiet(state)
          : new WatchStep(state, new Act.Announce(notice, trouble, true));
    }
    if (notice.shown().equals(mark()) || !seen.confirmed()) {
      return WatchStep.quiet(state);
    }
    var now = notice.showing(seen.title(), mark());
    boolean renamed = !notice.title().equals(seen.title());
    return new WatchStep(
        state.noticed(now), new Act.Refresh(now, trouble, renamed && !around.isSilent()));
  }

  private String mark() {
    return ofTheIncident() + seen.mark();
  }

  private String ofTheIncident() {
    return around.incident().orElse("none") + ": ";
  }

  private WatchStep end(WatchState before, WatchState after) {
    return before
        .notice()
        .map(
            notice ->
                new WatchStep(
                    after, new Act.End(notice, before.trouble().orElseThrow(), !around.isSilent())))
        .orElseGet(() -> WatchStep.quiet(after));
  }
}
