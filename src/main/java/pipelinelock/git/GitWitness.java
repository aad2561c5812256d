package pipelinelock.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.trial.Trial;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.witness.Witness;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.Committer;

/**
 * Keeps checkpoints on a branch of another team's repository: one small file with the newest
 * checkpoint, a commit for each. It never forces a push, so the history stays; who may rewrite that
 * history is up to the other team.
 */
public final class GitWitness implements Witness {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /** Other nodes push too, each an own checkpoint. */
  private static final int TRIES = 5;

  private static final String SAID_NOTHING = "did not report the result of the push";

  private final GitLockConfig.Remote remote;
  private final String file;
  private final GitAccess access;

  /**
   * @param file in the repository, one for each record
   */
  public GitWitness(GitLockConfig.Remote remote, String file) {
    this.remote = remote;
    this.file = file;
    this.access = GitAccess.of(remote, LIMIT);
  }

  @Override
  public String name() {
    return "git %s %s:%s".formatted(remote.url(), remote.branch(), file);
  }

  @Override
  public Optional<String> newest() {
    try (var copy = WitnessCopy.fetch(remote, access, LIMIT)) {
      return copy.text(file);
    } catch (GitAPIException | IOException | JGitInternalException e) {
      throw GitFailures.explain(remote, e);
    }
  }

  @Override
  public String kind() {
    return "git";
  }

  @Override
  public List<Trial> trials() {
    return List.of(new Trial("witness git push", this::tryPush));
  }

  /** With everything but the sending: the server is asked as for a push, and gets no commit. */
  private TrialOutcome tryPush() {
    try (var copy = WitnessCopy.fetch(remote, access, LIMIT)) {
      var commit = copy.commit(file, new byte[0], Committer.BOT, Instant.EPOCH, "never sent");
      return switch (push(copy, commit, true)) {
        case Answer.Kept _ ->
            TrialOutcome.good(
                    "the server takes pushes of the bot (asked for, nothing was pushed); a rule of '%s' may still refuse one"
                        .formatted(remote.branch()))
                .but(
                    "git does not say who may rewrite '%s': have its owners forbid force pushes and deletion there"
                        .formatted(remote.branch()));
        case Answer.Refused(var _, var why) ->
            TrialOutcome.bad(why, "allow the bot to push to '%s'".formatted(remote.branch()));
      };
    } catch (GitAPIException | IOException | JGitInternalException e) {
      var failure = GitFailures.explain(remote, e);
      if (failure.kind() == Kind.UNAUTHORISED) {
        return TrialOutcome.bad(
            "it can be read, and the bot may not push to it",
            "give the bot's credentials the right to write to '%s'".formatted(remote.branch()));
      }
      throw failure;
    }
  }

  @Override
  public String keep(SignedCheckpoint checkpoint) {
    Optional<Answer.Refused> before = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      switch (offer(checkpoint)) {
        case Answer.Kept(var commit) -> {
          return commit;
        }
        case Answer.Refused refused -> {
          // Why the server said no is clearer from its branch than from its message: was somebody
          // faster?
          if (before.filter(refused::isOfTheSameTip).isPresent()) {
            throw refused(refused.why());
          }
          before = Optional.of(refused);
        }
      }
    }
    throw new RemoteFailure(
        Kind.BUSY, "%s: somebody else pushed to its branch each time".formatted(remote.label()));
  }

  /** What came of one push. */
  private sealed interface Answer {
    /** The branch has it, in this commit or an earlier one. */
    record Kept(String commit) implements Answer {}

    /** The branch does not have it; at that moment it was at this tip. */
    record Refused(Optional<ObjectId> tip, String why) implements Answer {
      boolean isOfTheSameTip(Refused other) {
        return tip.equals(other.tip);
      }
    }
  }

  private Answer offer(SignedCheckpoint checkpoint) {
    try (var copy = WitnessCopy.fetch(remote, access, LIMIT)) {
      var kept = copy.text(file).map(GitWitness::read);
      long number = checkpoint.checkpoint().number();
      if (kept.isPresent() && kept.get().checkpoint().number() >= number) {
        return new Answer.Kept(sameOrLater(kept.get(), checkpoint, copy));
      }
      return push(copy, commit(copy, checkpoint), false);
    } catch (GitAPIException | IOException | JGitInternalException e) {
      throw GitFailures.explain(remote, e);
    }
  }

  private String sameOrLater(SignedCheckpoint kept, SignedCheckpoint offered, WitnessCopy copy) {
    if (kept.checkpoint().number() == offered.checkpoint().number()
        && !kept.digest().equals(offered.digest())) {
      throw refused(
          "keeps a checkpoint %d that differs from this record's"
              .formatted(kept.checkpoint().number()));
    }
    return copy.tip().map(ObjectId::name).orElse("");
  }

  private static SignedCheckpoint read(String text) {
    try {
      return SignedCheckpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RemoteFailure(
          Kind.REFUSED, "the witness's file does not hold a checkpoint: " + e.getMessage(), e);
    }
  }

  private ObjectId commit(WitnessCopy copy, SignedCheckpoint checkpoint) throws IOException {
    var made = checkpoint.checkpoint();
    return copy.commit(
        file,
        checkpoint.text().getBytes(StandardCharsets.UTF_8),
        Committer.BOT,
        made.at(),
        "Checkpoint %d: %d events\n\nroot %s\nkey %s\n"
            .formatted(made.number(), made.events(), made.root(), made.key()));
  }

  private Answer push(WitnessCopy copy, ObjectId commit, boolean dry) throws GitAPIException {
    var ref = remote.ref();
    var expected = copy.tip().map(ObjectId::name).orElse(ObjectId.zeroId().name());
    try (var git = new Git(copy.repository())) {
      var command =
          git.push()
              .setRemote(remote.url().toString())
              .setRefSpecs(new RefSpec(commit.name() + ":" + ref))
              .setRefLeaseSpecs(new RefLeaseSpec(ref, expected))
              .setForce(false)
              .setDryRun(dry)
              .setTimeout(LockCopy.seconds(LIMIT))
              .setProgressMonitor(new LockCopy.StopsWithItsThread());
      access.prepare(command, _ -> {});
      for (var result : command.call()) {
        var update = result.getRemoteUpdate(ref);
        if (update != null) {
          return answer(update, commit, copy.tip());
        }
      }
    }
    throw refused(SAID_NOTHING);
  }

  private Answer answer(RemoteRefUpdate update, ObjectId commit, Optional<ObjectId> tip) {
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> new Answer.Kept(commit.name());
      case REJECTED_REMOTE_CHANGED,
          REJECTED_NONFASTFORWARD,
          NON_EXISTING,
          REJECTED_OTHER_REASON,
          REJECTED_NODELETE -> {
        var why = Optional.ofNullable(update.getMessage()).flatMap(it -> it.lines().findFirst());
        yield new Answer.Refused(
            tip, "answered '%s' to the push".formatted(why.orElse("no").strip()));
      }
      case NOT_ATTEMPTED, AWAITING_REPORT -> throw refused(SAID_NOTHING);
    };
  }

  private RemoteFailure refused(String what) {
    return new RemoteFailure(Kind.REFUSED, "%s %s".formatted(remote.label(), what));
  }
}
