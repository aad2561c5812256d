package pipelinelock.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.ladder.Followed;
import pipelinelock.ladder.LadderProgress;
import pipelinelock.ladder.PlatformState;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.wording.Span;

/** The end of an incident whose steps were all done, and what people still have to do. Pure. */
final class Completion {
  private final Evidence evidence;
  private final EnvironmentName name;
  private final PlatformState state;
  private final boolean curable;

  private Completion(Diagnosis now) {
    this.evidence = now.evidence();
    this.name = evidence.environment().name();
    this.state = PlatformState.of(now.verdict());
    this.curable = now.isCurable();
  }

  static Ended of(Incident incident, Diagnosis now) {
    return new Completion(now).ended(incident, now.headline());
  }

  private Ended ended(Incident incident, String headline) {
    var kind = incident.request().plan().cure();
    var followed = new Followed(incident);
    return new Ended(
        Outcome.COMPLETED,
        "%s%s Now: %s."
            .formatted(
                afterIt(followed).map(it -> it + " ").orElse(""),
                summary(kind, incident, evidence),
                headline),
        followed.broken().filter(_ -> isBrokenNow()).map(_ -> again()).orElseGet(() -> todo(kind)),
        Optional.of(state.headline(incident)));
  }

  /** What became of the deployment, once it is known: people want to know it before the cure. */
  private Optional<String> afterIt(Followed followed) {
    return followed
        .run()
        .filter(_ -> followed.isThrough())
        .map(
            run ->
                "The deployment had the lock for %s."
                    .formatted(Span.of(Duration.between(run.since(), run.at()))))
        .or(() -> followed.broken().filter(_ -> isBrokenNow()));
  }

  private boolean isBrokenNow() {
    return state == PlatformState.BLOCKED || state == PlatformState.UNPROTECTED;
  }

  /** The cure of what came after is another request: people decide on its evidence. */
  private List<String> again() {
    return List.of(
        curable
            ? "Cure it: `/pipeline-lock cure %s why it is needed`. It takes new approvals."
                .formatted(name)
            : "See what helps: `/pipeline-lock status %s`".formatted(name));
  }

  private static String summary(CureKind kind, Incident incident, Evidence evidence) {
    var lasted = Span.of(lasted(incident, evidence));
    var did =
        switch (kind) {
          case BLIND -> blind(incident);
          case RECREATE -> new LadderProgress(incident).sentence();
          case RELEASE, ABORT, UNPAUSE -> firstNote(incident);
        };
    return "%s Done in %s.".formatted(did, lasted);
  }

  private static String blind(Incident incident) {
    var climbed = new LadderProgress(incident);
    return climbed.recreated().isEmpty()
        ? "Concourse answered again before anything was recreated."
        : climbed.sentence();
  }

  private static Duration lasted(Incident incident, Evidence evidence) {
    var cured = new Followed(incident).run().map(Over::since).orElse(evidence.at());
    return incident.phase() instanceof Phase.Running(var since)
        ? Duration.between(since, cured)
        : Duration.ZERO;
  }

  /** What came of the step that is the cure. */
  private static String firstNote(Incident incident) {
    return incident.steps().getFirst() instanceof Over over ? over.note() : "";
  }

  private List<String> todo(CureKind kind) {
    var todo = new ArrayList<String>();
    switch (kind) {
      case BLIND ->
          todo.add(
              "Look what became of the builds: `/pipeline-lock status %s`. If a claim is open that waited on a VM that went, abort it within 5 min, or its deployment goes on without the lock."
                  .formatted(name));
      case RECREATE -> {
        todo.addAll(isInUse() ? List.of() : lock());
        todo.addAll(startAgain("Start the deployment again: recreating VMs starts nothing."));
      }
      case RELEASE ->
          todo.addAll(
              startAgain("Start the deployment again, if none waits for the lock already:"));
      case ABORT -> {
        todo.addAll(isInUse() ? List.of() : lockAfterAbort());
        todo.addAll(startAgain("Start the deployment again, when the lock is free:"));
      }
      case UNPAUSE ->
          todo.add("Check that it continues: `/pipeline-lock status %s`".formatted(name));
    }
    return todo;
  }

  private boolean isInUse() {
    return switch (state) {
      case IN_USE, AWAITED, UNPROTECTED -> true;
      case FREE, HELD_UP, CLAIM_LINGERS, BLOCKED, UNKNOWN -> false;
    };
  }

  private List<String> startAgain(String what) {
    return isInUse() ? List.of() : List.of(what + " " + trigger());
  }

  private String trigger() {
    var pipeline = evidence.environment().pipeline();
    return "`fly -t %s trigger-job -j %s/%s`".formatted(name, pipeline.name(), pipeline.lockJob());
  }

  private List<String> lock() {
    return evidence
        .lock()
        .value()
        .map(this::lock)
        .orElseGet(() -> List.of("Check where the lock is: it could not be read at the end."));
  }

  private List<String> lock(PoolLock lock) {
    return switch (lock.place()) {
      case UNCLAIMED -> List.of();
      case BOTH, NEITHER -> List.of("Repair the pool: " + Summaries.lock(lock));
      case CLAIMED ->
          List.of(
              "Release the lock: it is still claimed %s, and recreating VMs never releases it: `/pipeline-lock release %s why it is needed`. By hand, in a clone of the pool repository: `git mv %3$s/claimed/%4$s %3$s/unclaimed/%4$s && git commit -m 'unclaiming: %4$s' && git push`"
                  .formatted(holder(lock), name, lock.pool(), lock.name()));
    };
  }

  /** An abort says nothing about the run that holds the lock; the next look does. */
  private List<String> lockAfterAbort() {
    boolean claimed =
        evidence.lock().value().map(lock -> lock.place() == PoolLock.Place.CLAIMED).orElse(false);
    return claimed
        ? List.of(
            "The lock is still claimed %s; an abort never releases it. To see whether it may be given back: `/pipeline-lock status %s`"
                .formatted(holder(evidence.lock().value().orElseThrow()), name))
        : lock();
  }

  private String holder(PoolLock lock) {
    return lock.holder()
        .map(build -> "by " + build.shortForm() + holderStatus())
        .orElse("by a commit that names no build");
  }

  private String holderStatus() {
    return evidence
        .holder()
        .value()
        .flatMap(HolderBuild::ours)
        .map(build -> ", which is " + build.status().text())
        .orElse("");
  }
}
