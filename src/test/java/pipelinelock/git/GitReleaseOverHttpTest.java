package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.Committer;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.platform.LockReleaser.Outcome;
import pipelinelock.runbook.platform.LockReleaser.Release;

/** Against git's own server: what it refuses, and what it says when. */
class GitReleaseOverHttpTest {
  private static final String CLAIM =
      "main/create-cloudfoundry/pipeline-lock build %d claiming: lock";

  @TempDir Path folder;
  private PoolRepository others;
  private GitHttpServer server;
  private String claim = "";

  @BeforeEach
  void startServer() throws Exception {
    Assumptions.assumeTrue(
        GitHttpServer.isInstalled(), "git http-backend is not installed: install git to run this");
    Git.init()
        .setBare(true)
        .setInitialBranch("main")
        .setDirectory(folder.resolve("server.git").toFile())
        .call()
        .close();
    others = PoolRepository.withFreeLock(folder.resolve("others"));
    claim = others.claim(CLAIM.formatted(123));
    others.push(folder.resolve("server.git").toUri());
    server = new GitHttpServer(folder, "bot", "s3cret-token");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Outcome release() {
    return new GitLockReleaser(
            config("copy"), new Committer("pipeline-lock", "pipeline-lock@localhost"))
        .release(
            new Release(
                new Step.ReleaseLock("create-cloudfoundry", "lock", claim, claim),
                new ReleaseMessage("lock", "INC-12", "U0ANA", List.of("U0BEN", "U0CLEO")),
                Instant.parse("2026-11-24T12:00:00Z")));
  }

  private PoolLock lock() {
    return new GitLockPool(config("reader")).read();
  }

  private GitLockConfig config(String copy) {
    var remote =
        LockRemotes.of(
            server.url("server.git"),
            "main",
            Optional.of(new GitCredentials("bot", "s3cret-token")),
            Optional.empty(),
            Optional.empty());
    return new GitLockConfig(
        remote,
        "create-cloudfoundry",
        "lock",
        folder.resolve(copy),
        50,
        10,
        Duration.ofSeconds(20));
  }

  private void hook(String script) throws Exception {
    var hooks = Files.createDirectories(folder.resolve("server.git/hooks"));
    var hook = Files.writeString(hooks.resolve("pre-receive"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theServerTakesIt() {
    assertThat(release()).isEqualTo(new Outcome.Released(lock().tip()));
    assertThat(lock().place()).isEqualTo(Place.UNCLAIMED);
  }

  @Test
  void anAnswerThatIsLostLeavesDoubtUntilTheBranchIsReadAgain() {
    server.losesAnswersToPushes();
    assertThat(release()).isInstanceOf(Outcome.InDoubt.class);

    server.answersAgain();
    assertThat(release()).isEqualTo(new Outcome.Released(lock().tip()));
    assertThat(lock().history()).hasSize(3);
  }

  /** The server has taken the push in, and moves its branch for somebody else's just before. */
  @Test
  void aClaimThatTheServerTakesInTheMiddleOfThePushIsNotLost() throws Exception {
    others.release("by hand");
    var newer = others.claim(CLAIM.formatted(124));
    others.pushAs(folder.resolve("server.git").toUri(), "refs/heads/next");
    hook("env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main " + newer + "\n");

    assertThat(release()).isInstanceOf(Outcome.Moved.class);
    assertThat(lock().tip()).isEqualTo(newer);
    assertThat(lock().holder().orElseThrow().name()).isEqualTo("124");
  }

  @Test
  void aRuleOfTheServerIsToldAsItSaysIt() throws Exception {
    hook("exit 1\n");

    assertThat(release())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            no -> assertThat(no.why()).contains("pre-receive hook declined"));
    assertThat(lock().tip()).isEqualTo(claim);
  }

  @Test
  void credentialsThatMayOnlyReadAreNamed() {
    server.isReadOnly();

    assertThat(release())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            no -> assertThat(no.why()).contains("write access").doesNotContain("s3cret"));
    assertThat(lock().tip()).isEqualTo(claim);
  }
}
