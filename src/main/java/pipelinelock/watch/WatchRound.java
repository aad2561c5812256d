package pipelinelock.watch;

import java.util.Optional;
import java.util.function.Function;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.watch.WatchPolicy.Surroundings;
import pipelinelock.watch.WatchStep.Act;

/**
 * One look at one environment, and what follows from it. That a post will be sent is saved before
 * it is sent: a node that finds only that looks for the post first. Updates of an existing post are
 * saved afterwards, and so are repeated in case of doubt.
 */
public final class WatchRound {
  private final Function<EnvironmentName, Diagnosis> looks;
  private final WatchLedger ledger;
  private final Mutes mutes;
  private final Function<EnvironmentName, Optional<String>> incidents;
  private final Bulletins bulletins;
  private final Proposals proposals;

  /**
   * @param incidents what a post shows of the open one of an environment
   */
  public WatchRound(
      Function<EnvironmentName, Diagnosis> looks,
      WatchLedger ledger,
      Mutes mutes,
      Function<EnvironmentName, Optional<String>> incidents,
      Bulletins bulletins,
      Proposals proposals) {
    this.looks = looks;
    this.ledger = ledger;
    this.mutes = mutes;
    this.incidents = incidents;
    this.bulletins = bulletins;
    this.proposals = proposals;
  }

  /**
   * Looks, posts what is to be posted, and requests a cure where that is the rule.
   *
   * @throws RemoteFailure where Slack did not take it: the next round tries again
   */
  public void run(EnvironmentName environment, WatchRule rule) {
    var seen = looks.apply(environment);
    var before = ledger.find(environment);
    var around = around(environment, rule, seen);
    var step = WatchPolicy.next(environment, rule, before, Sighting.of(seen), around);
    tell(environment, before, step, seen);
    propose(environment, rule, step.state(), around, seen);
  }

  private void tell(
      EnvironmentName environment, WatchState before, WatchStep step, Diagnosis seen) {
    switch (step.act()) {
      case Act.Nothing _ -> keep(environment, before, step.state());
      case Act.Announce announce -> announce(environment, before, step.state(), announce, seen);
      case Act.Refresh(var notice, var trouble, var aloud) -> {
        bulletins.update(notice, trouble, seen, aloud);
        keep(environment, before, step.state());
      }
      case Act.End(var notice, var trouble, var aloud) -> {
        sent(notice).ifPresent(it -> bulletins.end(it, trouble, seen, aloud));
        keep(environment, before, step.state());
      }
    }
  }

  private void propose(
      EnvironmentName environment,
      WatchRule rule,
      WatchState state,
      Surroundings around,
      Diagnosis seen) {
    if (rule.proposes().isPresent()
        && ProposalPolicy.isDue(rule, state, seen, around, proposals.newest(environment))) {
      proposals.propose(environment, state.trouble().orElseThrow(), seen.evidence().at());
    }
  }

  private Surroundings around(EnvironmentName environment, WatchRule rule, Diagnosis seen) {
    var at = seen.evidence().at();
    boolean hushed =
        rule.quiet().filter(it -> it.cover(at)).isPresent()
            || mutes.of(environment, at).isPresent();
    return new Surroundings(hushed, incidents.apply(environment));
  }

  private boolean keep(EnvironmentName environment, WatchState before, WatchState now) {
    return now.equals(before) || ledger.save(environment, now);
  }

  private void announce(
      EnvironmentName environment,
      WatchState before,
      WatchState state,
      Act.Announce act,
      Diagnosis seen) {
    if (!keep(environment, before, state)) {
      return; // another node was faster, and tells it
    }
    var found = act.again() ? bulletins.find(act.notice()) : Optional.<String>empty();
    String ts = found.orElseGet(() -> bulletins.post(act.notice(), act.trouble(), seen));
    var saved = state.equals(before) ? state : state.saved();
    ledger.save(environment, saved.noticed(act.notice().sent(ts)));
  }

  /** A post of which nobody knows whether it was sent is looked for. */
  private Optional<Notice> sent(Notice notice) {
    return notice.ts().isPresent() ? Optional.of(notice) : bulletins.find(notice).map(notice::sent);
  }
}
