package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.trial.TrialOutcome;
import pipelinelock.audit.trial.TrialOutcome.Worth;
import pipelinelock.audit.witness.Receipts;
import pipelinelock.audit.witness.WitnessCheck;
import pipelinelock.audit.witness.WitnessReceipt;
import pipelinelock.audit.witness.WitnessStatement;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** A branch of another team's repository that keeps checkpoints. */
class GitWitnessTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.verifying()));

  @TempDir private Path folder;
  private final List<SignedCheckpoint> series = new ArrayList<>();
  private Git server;

  @BeforeEach
  void anEmptyRepositoryAndThreeCheckpoints() throws GitAPIException {
    server =
        Git.init()
            .setBare(true)
            .setInitialBranch("main")
            .setDirectory(folder.resolve("server.git").toFile())
            .call();
    var state = RecordState.START;
    for (int i = 1; i <= 3; i++) {
      var next = state.next(List.of(), i, NOON.plusSeconds(i), KEY.keyId(), Optional.empty());
      series.add(KEY.signed(next));
      state = state.on(next);
    }
  }

  private static GitWitness witness(URI url, Optional<GitCredentials> login) {
    return new GitWitness(
        new GitLockConfig.Remote(
            url,
            "main",
            login,
            Optional.empty(),
            Optional.empty(),
            GitLockConfig.Remote.Use.WITNESS),
        "dev/checkpoint");
  }

  private GitWitness witness() {
    return witness(
        URI.create("file://" + folder.resolve("server.git").toUri().getPath()), Optional.empty());
  }

  private List<RevCommit> log() throws Exception {
    var commits = new ArrayList<RevCommit>();
    server.log().add(ObjectId.fromString(tip())).call().forEach(commits::add);
    return commits;
  }

  private String tip() throws Exception {
    return Optional.ofNullable(server.getRepository().resolve("refs/heads/main"))
        .orElseThrow()
        .name();
  }

  private void tip(String commit) throws Exception {
    var update = server.getRepository().updateRef("refs/heads/main");
    update.setNewObjectId(ObjectId.fromString(commit));
    update.forceUpdate();
  }

  @Test
  void eachCheckpointIsACommitOnTopOfTheOneBefore() throws Exception {
    assertThat(witness().newest()).as("there is no branch yet").isEmpty();
    for (var checkpoint : series) {
      assertThat(witness().keep(checkpoint)).isEqualTo(tip());
      assertThat(witness().newest()).contains(checkpoint.text());
    }
    assertThat(log())
        .extracting(RevCommit::getShortMessage)
        .containsExactly(
            "Checkpoint 3: 0 events", "Checkpoint 2: 0 events", "Checkpoint 1: 0 events");
  }

  @Test
  void whatElseIsInTheRepositoryStays() throws Exception {
    var others = PoolRepository.withFreeLock(folder.resolve("others"));
    others.push(folder.resolve("server.git").toUri());
    witness().keep(series.get(0));
    others.pull(folder.resolve("server.git").toUri());
    assertThat(folder.resolve("others/create-cloudfoundry/unclaimed/lock")).exists();
    assertThat(folder.resolve("others/dev/checkpoint")).hasContent(series.get(0).text());
  }

  @Test
  void toTellItOneTwiceOrAnEarlierOneLateChangesNothing() throws Exception {
    witness().keep(series.get(1));
    var before = tip();
    assertThat(witness().keep(series.get(1))).isEqualTo(before);
    witness().keep(series.get(0));
    assertThat(tip()).isEqualTo(before);
  }

  @Test
  void anotherCheckpointOfThatNumberIsNotWrittenOver() throws Exception {
    witness().keep(series.get(0));
    var other =
        KEY.signed(RecordState.START.next(List.of(), 9, NOON, KEY.keyId(), Optional.empty()));
    assertThatThrownBy(() -> witness().keep(other))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("keeps a checkpoint 1 that differs from this record's");
    assertThat(witness().newest()).contains(series.get(0).text());
  }

  /** As {@code verify} and the start see it. */
  private WitnessStatement testimony(GitWitness witness, long taken) {
    var receipts =
        new Receipts() {
          @Override
          public void add(String hearer, long number, String proof) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<WitnessReceipt> newest(String hearer) {
            return Optional.of(new WitnessReceipt(hearer, taken, NOON, ""));
          }
        };
    return WitnessCheck.of(witness).testimony(series, TRUSTED, receipts);
  }

  @Test
  void aHistoryThatWasRewrittenIsAFinding() throws Exception {
    witness().keep(series.get(0));
    var first = tip();
    witness().keep(series.get(1));
    assertThat(testimony(witness(), 2)).isEqualTo(new WitnessStatement.Keeps(series.get(1)));
    tip(first);
    assertThat(testimony(witness(), 2))
        .isInstanceOfSatisfying(
            WitnessStatement.Forgot.class,
            it ->
                assertThat(it.why())
                    .contains("accepted checkpoint 2", "none after checkpoint 1", "rewritten"));
    var update = server.getRepository().updateRef("refs/heads/main");
    update.setForceUpdate(true);
    update.delete();
    assertThat(testimony(witness(), 2)).isInstanceOf(WitnessStatement.Forgot.class);
  }

  @Test
  void aFileThatIsNoCheckpointIsNeitherBelievedNorWrittenOver() throws Exception {
    var others = PoolRepository.empty(folder.resolve("others"));
    others.add("dev/checkpoint");
    others.commit("an empty file");
    others.push(folder.resolve("server.git").toUri());
    assertThat(testimony(witness(), 1)).isInstanceOf(WitnessStatement.Against.class);
    assertThatThrownBy(() -> witness().keep(series.get(0)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("does not hold a checkpoint");
  }

  @Test
  void aRepositoryThatIsNotThereIsNotKnown() {
    var gone = URI.create("file://" + folder.resolve("gone.git").toUri().getPath());
    assertThat(testimony(witness(gone, Optional.empty()), 1))
        .isInstanceOfSatisfying(
            WitnessStatement.NotKnown.class,
            it -> assertThat(it.why()).startsWith("the witness repository file:///"));
  }

  private interface OverHttp {
    void run(GitHttpServer http, GitWitness witness) throws Exception;
  }

  private void overHttp(OverHttp test) throws Exception {
    Assumptions.assumeTrue(
        GitHttpServer.isInstalled(), "git http-backend is not installed: install git to run this");
    try (var http = new GitHttpServer(folder, "bot", "s3cret-token")) {
      test.run(
          http,
          witness(http.url("server.git"), Optional.of(new GitCredentials("bot", "s3cret-token"))));
    }
  }

  @Test
  void overHttpALostAnswerIsNotTakenForAPushAndHealsByItself() throws Exception {
    overHttp(
        (http, witness) -> {
          assertThat(witness.newest()).isEmpty();
          http.losesAnswersToPushes();
          assertThatThrownBy(() -> witness.keep(series.get(0))).isInstanceOf(RemoteFailure.class);
          http.answersAgain();
          assertThat(witness.keep(series.get(0))).isEqualTo(tip());
          assertThat(log()).hasSize(1);
          assertThat(witness.newest()).contains(series.get(0).text());
        });
  }

  @Test
  void overHttpWhoMayOnlyReadIsToldSoAndNothingIsForced() throws Exception {
    overHttp(
        (http, witness) -> {
          http.isReadOnly();
          assertThatThrownBy(() -> witness.keep(series.get(0)))
              .isInstanceOfSatisfying(
                  RemoteFailure.class, it -> assertThat(it.kind()).isEqualTo(Kind.UNAUTHORISED))
              .hasMessageContaining("the witness repository")
              .hasMessageNotContaining("s3cret");
        });
  }

  @Test
  void overHttpAnotherNodeThatIsFasterIsBuiltUpon() throws Exception {
    overHttp(
        (http, witness) -> {
          witness.keep(series.get(0));
          var others = PoolRepository.empty(folder.resolve("others"));
          others.pull(folder.resolve("server.git").toUri());
          others.add("README");
          var faster = others.commit("somebody else");
          others.pushAs(folder.resolve("server.git").toUri(), "refs/heads/next");
          // Within the push the server moves its branch, once.
          hook(
              "test -e done || { touch done; env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main %s; }\n"
                  .formatted(faster));
          witness.keep(series.get(1));
          assertThat(log())
              .extracting(RevCommit::getShortMessage)
              .containsExactly("Checkpoint 2: 0 events", "somebody else", "Checkpoint 1: 0 events");
        });
  }

  @Test
  void overHttpARuleOfTheServerIsToldAsItSaysIt() throws Exception {
    overHttp(
        (http, witness) -> {
          hook("exit 1\n");
          assertThatThrownBy(() -> witness.keep(series.get(0)))
              .isInstanceOf(RemoteFailure.class)
              .hasMessageContaining("pre-receive hook declined");
        });
  }

  private static TrialOutcome push(GitWitness witness) {
    return witness.trials().getFirst().look().get();
  }

  @Test
  void theRightToPushIsTriedAndNothingIsPushed() throws Exception {
    assertThat(push(witness()).worth()).isEqualTo(Worth.GOOD);
    assertThat(witness().newest()).as("there is still no branch").isEmpty();
    witness().keep(series.get(0));
    assertThat(push(witness()).worth()).isEqualTo(Worth.GOOD);
    assertThat(log()).hasSize(1);
  }

  @Test
  void overHttpTheRightToPushIsAskedForAtTheServer() throws Exception {
    overHttp(
        (http, witness) -> {
          assertThat(push(witness).worth()).isEqualTo(Worth.GOOD);
          http.isReadOnly();
          assertThat(witness.newest()).as("it can be read").isEmpty();
          var found = push(witness);
          assertThat(found.worth()).isEqualTo(Worth.BAD);
          assertThat(found.found()).contains("may not push");
          assertThat(found.advice()).contains("write to 'main'");
        });
  }

  private void hook(String script) throws Exception {
    var hooks = Files.createDirectories(folder.resolve("server.git/hooks"));
    var hook = Files.writeString(hooks.resolve("pre-receive"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
