package pipelinelock.aws;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.Committer;
import pipelinelock.runbook.platform.LockReleaser.Release;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.FolderDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;

/**
 * The repository calls that the lock needs. Commits never change, so each is read once and cached.
 */
final class RemoteRepository {
  private static final int KEPT = 2_000;

  private final CodeCommitConfig config;
  private final CodeCommitClient client;
  private final AwsFailures failures;
  private final Cache<String, Commit> commits = CacheBuilder.newBuilder().maximumSize(KEPT).build();

  /** By commit and path. */
  private final Cache<List<String>, Optional<String>> blobs =
      CacheBuilder.newBuilder().maximumSize(2 * KEPT).build();

  RemoteRepository(CodeCommitConfig config, CodeCommitClient client) {
    this.config = config;
    this.client = client;
    this.failures = new AwsFailures(config);
  }

  /** The commit at the tip of the branch, as it is now. */
  String tip() {
    return call(
        "GetBranch",
        () -> {
          var branch =
              client
                  .getBranch(
                      request ->
                          request
                              .repositoryName(config.repository().name())
                              .branchName(config.repository().branch()))
                  .branch();
          return present("GetBranch", branch == null ? null : branch.commitId());
        });
  }

  Commit commit(String id) {
    return kept(commits, id, () -> call("GetCommit", () -> readCommit(id)));
  }

  private Commit readCommit(String id) {
    var answer =
        client.getCommit(
            request -> request.repositoryName(config.repository().name()).commitId(id));
    var commit = present("GetCommit", answer.commit());
    present("GetCommit", commit.commitId());
    present("GetCommit", commit.committer());
    present("GetCommit", commit.author());
    return commit;
  }

  /** The blob id of a file, as the commit has it; absent where there is no such file. */
  Optional<String> blob(String commit, String path) {
    return kept(
        blobs,
        List.of(commit, path),
        () ->
            call(
                "GetFolder",
                () -> {
                  try {
                    return file(folder(commit, path), path);
                  } catch (FolderDoesNotExistException _) {
                    return Optional.empty();
                  }
                }));
  }

  /**
   * Moves the lock from claimed to unclaimed on top of the approved commit. As a move, because
   * CodeCommit takes no file that is empty, as most locks are, and no move together with a
   * deletion.
   *
   * @return the new commit
   * @throws SdkException as it comes: what it means for a change differs from a reading
   */
  String moveLock(Release release, Committer committer) {
    var answer =
        client.createCommit(
            request ->
                request
                    .repositoryName(config.repository().name())
                    .branchName(config.repository().branch())
                    .parentCommitId(release.approved().tip())
                    .authorName(committer.name())
                    .email(committer.address())
                    .commitMessage(release.message().text())
                    .putFiles(
                        file ->
                            file.filePath(config.unclaimedPath())
                                .sourceFile(
                                    from -> from.filePath(config.claimedPath()).isMove(true))));
    return present("CreateCommit", answer.commitId());
  }

  private GetFolderResponse folder(String commit, String path) {
    var folder =
        client.getFolder(
            request ->
                request
                    .repositoryName(config.repository().name())
                    .commitSpecifier(commit)
                    .folderPath(path.substring(0, path.lastIndexOf('/'))));
    present("GetFolder", folder.commitId());
    return folder;
  }

  private static Optional<String> file(GetFolderResponse folder, String path) {
    var files =
        folder.files().stream()
            .filter(file -> path.equals(file.absolutePath()))
            .map(file -> file.blobId());
    var links =
        folder.symbolicLinks().stream()
            .filter(link -> path.equals(link.absolutePath()))
            .map(link -> link.blobId());
    return Stream.concat(files, links).findFirst();
  }

  private <T> T call(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException problem) {
      throw failures.explain(action, problem);
    }
  }

  /** Two that miss at once both ask: one must not wait for a call that another may break off. */
  private static <K, V> V kept(Cache<K, V> cache, K key, Supplier<V> reading) {
    var known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    var read = reading.get();
    cache.put(key, read);
    return read;
  }

  private <T> T present(String action, @Nullable T value) throws RemoteFailure {
    if (value == null) {
      throw failures.unreadable(action);
    }
    return value;
  }
}
