package pipelinelock.rehearsal.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.rehearsal.time.SteppedClock;

class SimulatedLockRepositoryTest {
  private final SteppedClock clock = new SteppedClock();

  @AutoClose private final SimulatedLockRepository repository = new SimulatedLockRepository(clock);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void build123ClaimedItAsPoolResourceDoes() throws Exception {
    var newest = cloned().getFirst();
    assertThat(newest.getFullMessage())
        .isEqualTo("main/create-cloudfoundry/pipeline-lock build 123 claiming: lock\n");
    assertThat(newest.getAuthorIdent().getName()).isEqualTo("git");
    assertThat(newest.getAuthorIdent().getEmailAddress()).isEqualTo("git@localhost");
    assertThat(age(newest)).isEqualTo(53);
    assertThat(lock("claimed")).exists();
    assertThat(lock("unclaimed")).doesNotExist();
    assertThat(folder.resolve("create-cloudfoundry/unclaimed/.gitkeep")).exists();
  }

  @Test
  void itBeganAsTheScriptOfThePipelineBeginsIt() throws Exception {
    var commits = cloned();
    assertThat(commits.getLast().getFullMessage()).isEqualTo("Add unclaimed 'lock' lock.\n");
    assertThat(commits)
        .extracting(RevCommit::getShortMessage)
        .contains(
            "main/create-cloudfoundry/pipeline-lock build 122 claiming: lock",
            "main/create-cloudfoundry/pipeline-unlock build 88 unclaiming: lock");
  }

  @Test
  void aReleaseMovesTheLock() throws Exception {
    repository.released(89, clock.instant());
    assertThat(cloned().getFirst().getName()).isEqualTo(repository.tip());
    assertThat(lock("unclaimed")).exists();
    assertThat(lock("claimed")).doesNotExist();
  }

  @Test
  void aPersonMayLeaveAnythingBehind() throws Exception {
    repository.commit("oops", LockPlace.BOTH);
    assertThat(cloned().getFirst().getAuthorIdent().getName()).isEqualTo("Dora Developer");
    assertThat(lock("unclaimed")).exists();
    assertThat(lock("claimed")).exists();
  }

  @Test
  void aPushedReleaseCounts() throws Exception {
    try (var git = workingCopy()) {
      Files.move(lock("claimed"), lock("unclaimed"));
      git.add().addFilepattern(".").call();
      git.add().setUpdate(true).addFilepattern(".").call();
      git.commit().setMessage("give it back").setSign(false).call();
      git.push().call();
      assertThat(repository.tip()).isEqualTo(git.log().call().iterator().next().getName());
    }
  }

  private List<RevCommit> cloned() throws Exception {
    try (var git = workingCopy()) {
      var commits = new ArrayList<RevCommit>();
      git.log().call().forEach(commits::add);
      return commits;
    }
  }

  private Git workingCopy() throws Exception {
    return Git.cloneRepository()
        .setURI(repository.uri().toString())
        .setBranch("main")
        .setDirectory(folder.toFile())
        .call();
  }

  private Path lock(String side) {
    return folder.resolve("create-cloudfoundry").resolve(side).resolve("lock");
  }

  private long age(RevCommit commit) {
    var committed = Instant.ofEpochSecond(commit.getCommitTime());
    return Duration.between(committed, clock.instant()).toMinutes();
  }
}
