package pipelinelock.git;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** A real repository with pools in it; each commit is one minute younger than the one before. */
final class PoolRepository {
  static final Instant FIRST = Instant.parse("2024-02-19T09:00:00Z");

  private final Path folder;
  private final Git git;
  private Instant now = FIRST;

  private PoolRepository(Path folder, Git git) {
    this.folder = folder;
    this.git = git;
  }

  static PoolRepository empty(Path folder) throws GitAPIException {
    return new PoolRepository(
        folder, Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call());
  }

  /** As {@code create_pool_lock.sh} leaves it. */
  static PoolRepository withFreeLock(Path folder) throws GitAPIException, IOException {
    var repository = empty(folder);
    repository.add("create-cloudfoundry/claimed/.gitkeep");
    repository.add("create-cloudfoundry/unclaimed/.gitkeep");
    repository.add("create-cloudfoundry/unclaimed/lock");
    repository.commit("Add unclaimed 'lock' lock.");
    return repository;
  }

  URI url() {
    return URI.create("file://" + folder.toUri().getPath());
  }

  Path folder() {
    return folder;
  }

  void add(String path) throws GitAPIException, IOException {
    var file = folder.resolve(path);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, "");
    git.add().addFilepattern(path).call();
  }

  void remove(String path) throws GitAPIException {
    git.rm().addFilepattern(path).call();
  }

  void move(String from, String to) throws GitAPIException, IOException {
    add(to);
    remove(from);
  }

  String claim(String message) throws GitAPIException, IOException {
    move("create-cloudfoundry/unclaimed/lock", "create-cloudfoundry/claimed/lock");
    return commit(message);
  }

  String release(String message) throws GitAPIException, IOException {
    move("create-cloudfoundry/claimed/lock", "create-cloudfoundry/unclaimed/lock");
    return commit(message);
  }

  String commit(String message) throws GitAPIException {
    var who = new PersonIdent("git", "git@localhost", now, ZoneOffset.UTC);
    now = now.plusSeconds(60);
    return git.commit()
        .setMessage(message)
        .setAuthor(who)
        .setCommitter(who)
        .setSign(false)
        .call()
        .getId()
        .name();
  }

  /** A person writes into the lock's file, where it is. */
  void note(String folderOfTheLock, String text) throws GitAPIException, IOException {
    var path = "create-cloudfoundry/" + folderOfTheLock + "/lock";
    Files.writeString(folder.resolve(path), text);
    git.add().addFilepattern(path).call();
    commit(text);
  }

  /** Goes on from an earlier commit, on a branch of one's own. */
  void branch(String name, String from) throws GitAPIException {
    git.checkout().setCreateBranch(true).setName(name).setStartPoint(from).call();
  }

  /** Back to main, and takes the branch in, with a commit of its own. */
  String merge(String branch) throws GitAPIException, IOException {
    var other = Optional.ofNullable(git.getRepository().resolve(branch)).orElseThrow();
    git.checkout().setName("main").call();
    var merged =
        git.merge()
            .include(other)
            .setFastForward(MergeCommand.FastForwardMode.NO_FF)
            .setMessage("Merge " + branch)
            .call();
    if (!merged.getMergeStatus().isSuccessful()) {
      throw new IllegalStateException("the merge ended as " + merged.getMergeStatus());
    }
    return Optional.ofNullable(merged.getNewHead()).orElseThrow().name();
  }

  /** Commits with this as its time, as git has it in the commit. */
  void commitAt(String seconds, String message) throws IOException {
    try (var inserter = git.getRepository().newObjectInserter()) {
      var head = Optional.ofNullable(git.getRepository().resolve("HEAD")).orElseThrow();
      var who = "git <git@localhost> " + seconds + " +0000\n";
      var text =
          "tree %s\nparent %s\nauthor %scommitter %s\n%s\n"
              .formatted(
                  git.getRepository().readDirCache().writeTree(inserter).name(),
                  head.name(),
                  who,
                  who,
                  message);
      var id = inserter.insert(Constants.OBJ_COMMIT, text.getBytes(StandardCharsets.UTF_8));
      inserter.flush();
      var update = git.getRepository().updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.forceUpdate();
    }
  }

  /** Commits that touch another pool only. */
  void otherWork(int commits) throws GitAPIException, IOException {
    for (int i = 0; i < commits; i++) {
      add("other-pool/unclaimed/lock-" + now.getEpochSecond());
      commit("adding unclaimed: lock-" + i);
    }
  }

  /** Drops the newest commits, as a forced push does. */
  void rewind(int commits) throws GitAPIException {
    git.reset().setMode(ResetCommand.ResetType.HARD).setRef("HEAD~" + commits).call();
  }

  /** The id of what the newest commit holds. */
  String tree() throws IOException {
    return Optional.ofNullable(git.getRepository().resolve("HEAD^{tree}")).orElseThrow().name();
  }

  /** Takes over what a server has. */
  void pull(URI server) throws GitAPIException {
    git.fetch().setRemote(server.toString()).setRefSpecs(new RefSpec("refs/heads/main")).call();
    git.reset().setMode(ResetCommand.ResetType.HARD).setRef("FETCH_HEAD").call();
  }

  /** Brings {@code main} to a server, as anybody who works in the pool does. */
  void push(URI server) throws GitAPIException {
    push(server, new RefSpec("refs/heads/main:refs/heads/main"));
  }

  /** The same, to a branch of another name. */
  void pushAs(URI server, String ref) throws GitAPIException {
    push(server, new RefSpec("refs/heads/main:" + ref));
  }

  /** The same, over whatever is there. */
  void forcePush(URI server) throws GitAPIException {
    push(server, new RefSpec("+refs/heads/main:refs/heads/main"));
  }

  private void push(URI server, RefSpec what) throws GitAPIException {
    for (var result : git.push().setRemote(server.toString()).setRefSpecs(what).call()) {
      for (var update : result.getRemoteUpdates()) {
        if (update.getStatus() != RemoteRefUpdate.Status.OK) {
          throw new IllegalStateException("the push ended as " + update.getStatus());
        }
      }
    }
  }
}
