package pipelinelock.git;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where one environment's lock is in git, and how to read it.
 *
 * @param remote the branch that holds the pool
 * @param pool the pool's folder, {@code create-cloudfoundry}
 * @param lock the lock's file, {@code lock}
 * @param directory a directory for this lock alone, created if missing; everything in it may be
 *     deleted
 * @param depth how many commits are fetched at first; more if the lock's newest commit is older
 * @param history the most lock commits to report
 * @param deadline the limit of one read
 */
public record GitLockConfig(
    Remote remote,
    String pool,
    String lock,
    Path directory,
    int depth,
    int history,
    Duration deadline) {
  /**
   * A branch of a repository.
   *
   * @param url {@code https://…} or {@code file:///…}, without user or password in it; or {@code
   *     ssh://user@host/path}
   * @param branch {@code main}
   * @param ssh for ssh alone
   * @param ca PEM certificates of the authorities to trust in place of Java's own, for https alone
   * @param use what is in it, for messages
   */
  public record Remote(
      URI url,
      String branch,
      Optional<GitCredentials> credentials,
      Optional<SshKey> ssh,
      Optional<String> ca,
      Use use) {
    /** What a repository is for. */
    public enum Use {
      LOCK("the lock repository", "lock.git"),
      WITNESS("the witness repository", "checkpoints.git");

      private final String noun;
      private final String section;

      Use(String noun, String section) {
        this.noun = noun;
        this.section = section;
      }

      /** Its place in the settings. */
      String section() {
        return section;
      }
    }

    public Remote {
      if (isSsh(url) != ssh.isPresent()) {
        throw new IllegalArgumentException(
            "an ssh:// repository needs a private key and known hosts, and no other does");
      }
      if (url.getRawUserInfo() != null && !isSsh(url)) {
        throw new IllegalArgumentException(
            "the repository's url must not hold a user or password: give them as credentials");
      }
      if (!isReadable(url)) {
        throw new IllegalArgumentException(
            "the repository's url must start with https://, ssh:// or file:///, not '%s'"
                .formatted(url));
      }
      if (branch.isBlank()) {
        throw new IllegalArgumentException("the repository's branch must not be empty");
      }
    }

    private static boolean isSsh(URI url) {
      return "ssh".equals(url.getScheme());
    }

    private static boolean isReadable(URI url) {
      return switch (String.valueOf(url.getScheme())) {
        case "https" -> url.getHost() != null;
        case "ssh" -> url.getHost() != null && !String.valueOf(url.getRawUserInfo()).contains(":");
        case "file" -> url.getPath() != null;
        case "http" -> isLoopback(String.valueOf(url.getHost())); // a secret must not go in clear
        default -> false;
      };
    }

    private static boolean isLoopback(String host) {
      return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /** As people know it. */
    String label() {
      return use.noun + " " + url;
    }

    /** The branch's full name, {@code refs/heads/main}. */
    String ref() {
      return "refs/heads/" + branch;
    }
  }

  /** 50 commits deep, the ten newest changes of the lock, 10 s. */
  public GitLockConfig(Remote remote, String pool, String lock, Path directory) {
    this(remote, pool, lock, directory, 50, 10, Duration.ofSeconds(10));
  }

  public GitLockConfig {
    atLeastOne("depth", depth);
    atLeastOne("history", history);
    path("pool", pool);
    path("lock", lock);
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be longer than zero, not " + deadline);
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
    }
  }

  private static void path(String name, String value) {
    if (value.isBlank() || value.startsWith("/") || value.endsWith("/")) {
      throw new IllegalArgumentException(
          "%s must be a path inside the repository, such as 'lock', not '%s'"
              .formatted(name, value));
    }
  }

  String claimedPath() {
    return pool + "/claimed/" + lock;
  }

  String unclaimedPath() {
    return pool + "/unclaimed/" + lock;
  }
}
