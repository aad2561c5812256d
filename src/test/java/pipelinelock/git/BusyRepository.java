package pipelinelock.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A bare repository that many pools share, written by {@code git fast-import}: a free lock, a
 * claim, and then thousands of commits of others.
 */
final class BusyRepository {
  static final String CLAIM = "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock";
  private static final String POOL = "create-cloudfoundry";
  private static final int FIRST = 1_708_333_200;

  private final Path folder;
  private int commits;

  private BusyRepository(Path folder) {
    this.folder = folder;
  }

  static boolean isPossible() {
    return Files.isExecutable(Path.of("/usr/bin/git"));
  }

  /**
   * @param after how many commits of others came after the claim
   */
  static BusyRepository claimed(Path folder, int after) throws IOException, InterruptedException {
    var repository = new BusyRepository(folder);
    repository.git("init", "-q", "--bare", "--initial-branch=main", folder.toString());
    repository.write(
        out -> {
          repository.commit(
              out, "Add unclaimed 'lock' lock.", "M 100644 inline " + POOL + "/unclaimed/lock", "");
          repository.commit(
              out, CLAIM, "R " + POOL + "/unclaimed/lock " + POOL + "/claimed/lock", null);
          repository.others(out, after);
        });
    return repository;
  }

  @FunctionalInterface
  private interface Script {
    void write(OutputStream out) throws IOException;
  }

  /** Commits that touch another pool only. */
  void otherWork(int count) throws IOException, InterruptedException {
    write(out -> others(out, count));
  }

  /** A commit that adds a file of random bytes, as somebody may do by mistake. */
  void largeFile(int bytes) throws IOException, InterruptedException {
    var content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    write(
        out -> {
          commit(out, "Add the image", "M 100644 inline other-pool/image.iso", null);
          text(out, "data " + bytes + "\n");
          out.write(content);
          text(out, "\n");
        });
  }

  /** A commit of others with a message of so many letters. */
  void longMessage(int letters) throws IOException, InterruptedException {
    write(
        out -> {
          commit(out, "x".repeat(letters), "M 100644 inline other-pool/unclaimed/long", "");
        });
  }

  /** A claim or release after a free lock; by its own words. */
  void move(String message, String from, String to) throws IOException, InterruptedException {
    write(
        out ->
            commit(out, message, "R %s/%s/lock %s/%s/lock".formatted(POOL, from, POOL, to), null));
  }

  /** Whether fetchers may ask for commits without what is in the files. */
  void mayLeaveOutContent(boolean may) throws IOException, InterruptedException {
    git("-C", folder.toString(), "config", "uploadpack.allowFilter", Boolean.toString(may));
  }

  Path folder() {
    return folder;
  }

  URI url() {
    return URI.create("file://" + folder.toUri().getPath());
  }

  private void others(OutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      commit(
          out,
          "main/other/pipeline-lock build %d claiming: lock".formatted(commits),
          "M 100644 inline other-pool/claimed/lock-" + commits % 50,
          "content " + commits);
    }
  }

  private void commit(
      OutputStream out,
      String message,
      String change,
      @org.jspecify.annotations.Nullable String content)
      throws IOException {
    var bytes = message.getBytes(UTF_8);
    text(out, "commit refs/heads/main\n");
    text(out, "committer git <git@localhost> " + (FIRST + 60L * commits) + " +0000\n");
    text(out, "data " + bytes.length + "\n");
    out.write(bytes);
    text(out, "\n" + (isFirst() ? "from refs/heads/main^0\n" : "") + change + "\n");
    if (content != null) {
      text(out, "data " + content.getBytes(UTF_8).length + "\n" + content + "\n");
    }
    commits++;
    begun = true;
  }

  private boolean begun;

  /** Whether this is the first commit of a run of fast-import that goes on from an earlier one. */
  private boolean isFirst() {
    return !begun && commits > 0;
  }

  private void write(Script script) throws IOException, InterruptedException {
    begun = false;
    var process =
        new ProcessBuilder("git", "-C", folder.toString(), "fast-import", "--quiet")
            .redirectErrorStream(true)
            .start();
    try (var out = new BufferedOutputStream(process.getOutputStream())) {
      script.write(out);
    }
    assertThat(process.waitFor())
        .as(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isZero();
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(java.util.List.of("git"));
    command.addAll(java.util.List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(process.waitFor())
        .as(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isZero();
  }
}
