package pipelinelock.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.jgit.revwalk.RevCommit;
import pipelinelock.lock.Committer;

/**
 * Who made a commit, and when. A commit made by hand or by a broken program may have any number as
 * its time, even an invalid one, and must not hide the lock.
 */
final class Signatures {
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Signatures() {}

  /** The committer's time; 1970 where it is no time that a calendar has. */
  static Instant time(RevCommit commit) {
    try {
      var committed = commit.getCommitterIdent().getWhenAsInstant();
      return committed.isBefore(Instant.EPOCH) || committed.isAfter(LAST)
          ? Instant.EPOCH
          : committed;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  static Committer author(RevCommit commit) {
    try {
      var author = commit.getAuthorIdent();
      return new Committer(author.getName(), author.getEmailAddress());
    } catch (DateTimeException e) {
      return new String(commit.getRawBuffer(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("author "))
          .map(line -> line.substring("author ".length(), line.lastIndexOf('>') + 1))
          .map(Committer::of)
          .findFirst()
          .orElseThrow(() -> e);
    }
  }
}
