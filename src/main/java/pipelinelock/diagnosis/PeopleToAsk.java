package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.wording.Outside;
import pipelinelock.wording.UtcTime;

/** Whom to ask about a lock that somebody else holds, or about work that the bot cannot see. */
record PeopleToAsk(Evidence evidence) {
  /** Somebody else's lock, or work that the bot does not see: reading again shows no more. */
  Optional<String> unknown(Verdict.Unknown v) {
    var unseen = Missing.unseenWork(evidence);
    if (!unseen.isEmpty() && v.why().containsAll(unseen)) {
      return Optional.of(
          "and ask whose work that is; with the role viewer in that team the bot sees it itself");
    }
    return evidence
        .holder()
        .value()
        .flatMap(
            holder ->
                switch (holder) {
                  case HolderBuild.Elsewhere(var ref, var _, var _) ->
                      Optional.of(
                          "and ask the people of %s whether they still need the lock"
                              .formatted(owner(ref)));
                  case HolderBuild.OtherConcourse(var address) ->
                      Optional.of(
                          "and ask the people of %s whether their deployment runs"
                              .formatted(Outside.name(address)));
                  case HolderBuild.NotVisible hidden ->
                      Optional.of(
                          "and ask team %s whether its deployment runs; with the role %s there the bot sees it itself"
                              .formatted(Outside.name(hidden.team()), Outside.name(hidden.role())));
                  case HolderBuild.Nobody _,
                      HolderBuild.Found _,
                      HolderBuild.Gone _,
                      HolderBuild.Unnamed _ ->
                      Optional.empty();
                });
  }

  /** What another pipeline left behind is its people's to give back. */
  List<Cure> ofHolder(Optional<Build> holder) {
    var ours = evidence.environment().pipeline();
    return holder
        .map(Build::ref)
        .filter(ref -> !ref.team().equals(ours.team()) || isOfAnotherPipeline(ref, ours))
        .map(
            ref ->
                List.<Cure>of(
                    Cure.Wait.of("and ask the people of %s about it first".formatted(owner(ref)))))
        .orElse(List.of());
  }

  private static String owner(BuildRef ref) {
    return ref.isOneOff()
        ? "team " + Outside.name(ref.team())
        : "pipeline " + Outside.name(ref.pipeline());
  }

  /** A one-off build of the team belongs to no pipeline. */
  private static boolean isOfAnotherPipeline(BuildRef ref, LockedPipeline ours) {
    return !ref.isOneOff() && !ref.pipeline().equals(ours.name());
  }

  static String about(LockCommit claim, Instant now) {
    return claim
        .person()
        .map(author -> "and ask " + Outside.name(author) + " about the claim")
        .orElseGet(
            () ->
                "and look in Concourse for the build that claimed it at %s: the commit names nobody you could ask"
                    .formatted(UtcTime.of(claim.at(), now)));
  }
}
