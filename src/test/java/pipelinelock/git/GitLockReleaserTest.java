package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.PushCommand;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.Committer;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.platform.LockReleaser.Outcome;
import pipelinelock.runbook.platform.LockReleaser.Release;

/** Against real repositories, with others at work in them. */
class GitLockReleaserTest {
  private static final String POOL = "create-cloudfoundry";
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final Committer BOT = new Committer("pipeline-lock", "pipeline-lock@localhost");

  @TempDir Path folder;
  private PoolRepository others;
  private Git server;
  private String claim = "";

  @BeforeEach
  void open() throws Exception {
    server =
        Git.init()
            .setBare(true)
            .setInitialBranch("main")
            .setDirectory(folder.resolve("server.git").toFile())
            .call();
    others = PoolRepository.withFreeLock(folder.resolve("others"));
    claim = others.claim(claimBy(123));
    others.push(url());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String claimBy(int build) {
    return "main/create-cloudfoundry/pipeline-lock build %d claiming: lock".formatted(build);
  }

  private URI url() {
    return URI.create("file://" + folder.resolve("server.git"));
  }

  private Release approved() {
    return new Release(
        new Step.ReleaseLock(POOL, "lock", claim, claim),
        new ReleaseMessage("lock", "INC-12", "U0ANA", List.of("U0BEN", "U0CLEO")),
        AT);
  }

  private GitLockConfig config(String copy, int depth) {
    var remote = LockRemotes.of(url(), "main");
    return new GitLockConfig(
        remote, POOL, "lock", folder.resolve(copy), depth, 10, Duration.ofSeconds(20));
  }

  private GitLockReleaser releaser() {
    return new GitLockReleaser(config("copy", 50), BOT);
  }

  private PoolLock lock() {
    return new GitLockPool(config("reader", 50)).read();
  }

  private List<RevCommit> history() throws Exception {
    var commits = new ArrayList<RevCommit>();
    server.log().call().forEach(commits::add);
    return commits;
  }

  /** Somebody gives the lock back by hand, and the next deployment claims it. */
  private String claimedBy124() throws Exception {
    others.release("by hand");
    var newer = others.claim(claimBy(124));
    others.push(url());
    return newer;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void theReleaseIsTheMoveThatPoolResourceMakes(int depth) throws Exception {
    var outcome = new GitLockReleaser(config("copy", depth), BOT).release(approved());

    var commit = history().getFirst();
    assertThat(outcome).isEqualTo(new Outcome.Released(commit.name()));
    assertThat(commit.getParents()).extracting(RevCommit::name).containsExactly(claim);
    assertThat(commit.getFullMessage())
        .isEqualTo(
            """
            unclaiming: lock

            Incident: INC-12
            Requested-by: U0ANA
            Approved-by: U0BEN
            Approved-by: U0CLEO
            """);
    assertThat(commit.getAuthorIdent()).isEqualTo(author()).isEqualTo(commit.getCommitterIdent());
    others.release("git mv, as pool-resource does it");
    assertThat(commit.getTree().name()).isEqualTo(others.tree());
  }

  private static PersonIdent author() {
    return new PersonIdent(BOT.name(), BOT.address(), AT, ZoneOffset.UTC);
  }

  @Test
  void theNextReadingKnowsItAsARelease() {
    releaser().release(approved());

    assertThat(lock().place()).isEqualTo(Place.UNCLAIMED);
    assertThat(LockExamples.latest(lock()).orElseThrow().meaning())
        .isEqualTo(
            new LockMessage.PoolResource(
                LockMessage.Verb.UNCLAIMING, "lock", new Holder.Unnamed()));
  }

  @Test
  void aClaimSinceTheApprovalIsLeftAlone() throws Exception {
    var newer = claimedBy124();

    assertThat(releaser().release(approved()))
        .isInstanceOfSatisfying(
            Outcome.Moved.class, moved -> assertThat(moved.why()).contains(newer.substring(0, 8)));
    assertThat(history().getFirst().name()).isEqualTo(newer);
    assertThat(lock().holder().orElseThrow().name()).isEqualTo("124");
  }

  @Test
  void aClaimBetweenTheLastLookAndThePushIsNotLost() throws Exception {
    var newer = new ArrayList<String>();
    GitAccess overtaken =
        (command, _) -> {
          if (command instanceof PushCommand) {
            try {
              newer.add(claimedBy124());
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        };

    var outcome = new GitLockReleaser(config("copy", 50), BOT, overtaken).release(approved());

    assertThat(outcome).isInstanceOf(Outcome.Moved.class);
    assertThat(newer).hasSize(1);
    assertThat(history())
        .hasSize(4)
        .first()
        .extracting(RevCommit::name)
        .isEqualTo(newer.getFirst());
    assertThat(lock().holder().orElseThrow().name()).isEqualTo("124");
  }

  @Test
  void workInAnotherPoolMakesItAskAgain() throws Exception {
    others.otherWork(1);
    others.push(url());

    assertThat(releaser().release(approved())).isInstanceOf(Outcome.Moved.class);
    assertThat(lock().place()).isEqualTo(Place.CLAIMED);
  }

  @Test
  void aRewrittenBranchIsLeftAlone() throws Exception {
    others.rewind(1);
    others.claim(claimBy(125));
    others.forcePush(url());

    assertThat(releaser().release(approved()))
        .isInstanceOfSatisfying(
            Outcome.Moved.class, moved -> assertThat(moved.why()).contains("rewritten"));
    assertThat(lock().holder().orElseThrow().name()).isEqualTo("125");
  }

  @Test
  void anApprovedCommitWithoutTheClaimReleasesNothing() throws Exception {
    claim = others.release("by hand");
    others.push(url());

    assertThat(releaser().release(approved())).isInstanceOf(Outcome.Moved.class);
    assertThat(history()).hasSize(3);
  }

  @Test
  void askedAgainItIsTheSameCommitAndNoSecondOne() throws Exception {
    var first = releaser().release(approved());
    var afterARestart = new GitLockReleaser(config("other-copy", 50), BOT).release(approved());

    assertThat(afterARestart).isEqualTo(first).isInstanceOf(Outcome.Released.class);
    assertThat(history()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void itIsFoundBelowWhatCameAfterIt(int depth) throws Exception {
    var first = releaser().release(approved());
    others.pull(url());
    others.claim(claimBy(124));
    others.otherWork(5);
    others.push(url());

    var again = new GitLockReleaser(config("other-copy", depth), BOT).release(approved());

    assertThat(again).isEqualTo(first);
    assertThat(lock().holder().orElseThrow().name()).isEqualTo("124");
  }

  @Test
  void ofSeveralAtOnceOneCommitComes() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries =
          Stream.iterate(1, n -> n + 1)
              .limit(6)
              .map(n -> new GitLockReleaser(config("copy-" + n, 50), BOT))
              .<Callable<Outcome>>map(one -> () -> untilItIsSure(one))
              .map(threads::submit)
              .toList();
      assertThat(tries)
          .map(Future::get)
          .allSatisfy(one -> assertThat(one).isEqualTo(new Outcome.Released(lock().tip())));
    }
    assertThat(history()).hasSize(3);
  }

  /** As the step does it: of pushes at the same moment one may break off, and is asked again. */
  private Outcome untilItIsSure(GitLockReleaser one) {
    var outcome = one.release(approved());
    for (int tries = 0; tries < 10 && outcome instanceof Outcome.InDoubt; tries++) {
      outcome = one.release(approved());
    }
    return outcome;
  }

  @Test
  void aRepositoryThatIsGoneIsToldAndNothingIsClaimedToBeDone() {
    var gone = URI.create("file://" + folder.resolve("nothing.git"));
    var config =
        new GitLockConfig(LockRemotes.of(gone, "main"), POOL, "lock", folder.resolve("copy"));

    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(() -> new GitLockReleaser(config, BOT).release(approved()))
        .withMessageContaining("does not exist");
  }
}
