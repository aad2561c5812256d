package pipelinelock.runbook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessages;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.runbook.platform.LockReleaser;

/**
 * A branch with one lock, which takes a release only on top of its tip, and can lose its answer.
 */
final class FakeLockRepository implements LockPool, LockReleaser {
  /** How the next release is answered. */
  enum Mood {
    WELL,
    LOSES_THE_ANSWER,
    NEVER_GETS_IT,
    CANNOT_BE_REACHED,
    REFUSES,
    /** Somebody's claim lands between the last look and the release. */
    IS_OVERTAKEN
  }

  static final String CLAIM = "5b07861c5b07861c5b07861c5b07861c5b07861c";

  private boolean answers = true;
  private final List<LockCommit> newestFirst = new ArrayList<>();
  private Place place = Place.CLAIMED;
  private Mood mood = Mood.WELL;
  private int next = 1;
  int releases;
  int reads;

  FakeLockRepository(Instant claimed) {
    add(CLAIM, claimed, claimBy("123"));
  }

  private static String claimBy(String build) {
    return "main/create-cloudfoundry/pipeline-lock build " + build + " claiming: lock";
  }

  void is(Mood now) {
    mood = now;
  }

  /** Its last holder gave it back long ago, and the build that hangs has never had it. */
  void isFreeSince(Instant at) {
    newestFirst.clear();
    add(nextId(), at.minusSeconds(600), claimBy("122"));
    add(nextId(), at, "unclaiming: lock");
    place = Place.UNCLAIMED;
  }

  /** A build claims the free lock. */
  void isClaimedBy(String build, Instant at) {
    add(nextId(), at, claimBy(build));
    place = Place.CLAIMED;
  }

  /** Somebody gives it back by hand, and another build claims it at once. */
  void isTakenBy(String build, Instant at) {
    add(nextId(), at, "unclaiming: lock");
    isClaimedBy(build, at);
  }

  /** The run that has it gives it back, in its unlock job. */
  void isGivenBack(Instant at) {
    add(nextId(), at, "main/create-cloudfoundry/pipeline-unlock build 121 unclaiming: lock");
    place = Place.UNCLAIMED;
  }

  /** Somebody gives it back. */
  void isGivenBackByHand(Instant at) {
    isGivenBackBy("unclaiming: lock", at);
  }

  /** A commit with this message gives it back. */
  void isGivenBackBy(String message, Instant at) {
    add(nextId(), at, message);
    place = Place.UNCLAIMED;
  }

  private String nextId() {
    return "%040x".formatted(0xabcd0000L + next++);
  }

  private void add(String id, Instant at, String message) {
    var effect =
        message.contains("unclaiming: ") ? LockCommit.Effect.FREES : LockCommit.Effect.CLAIMS;
    newestFirst.addFirst(
        new LockCommit(
            id, at, "git <git@localhost>", message, LockMessages.read(message, "lock"), effect));
  }

  void stopsAnswering() {
    answers = false;
  }

  @Override
  public PoolLock read() {
    reads++;
    if (!answers) {
      throw new RemoteFailure(
          RemoteFailure.Kind.UNREACHABLE, "the lock repository could not be reached");
    }
    var latest = newestFirst.getFirst();
    return new PoolLock(
        "create-cloudfoundry", "lock", place, latest.id(), Optional.of(latest), newestFirst);
  }

  @Override
  public Outcome release(Release release) {
    return switch (mood) {
      case CANNOT_BE_REACHED ->
          throw new RemoteFailure(
              RemoteFailure.Kind.UNREACHABLE, "the lock repository could not be reached");
      case NEVER_GETS_IT -> new Outcome.InDoubt("the push broke off");
      case REFUSES -> new Outcome.Refused("the server answered 'protected branch' to the push");
      case IS_OVERTAKEN -> {
        isTakenBy("124", release.at());
        yield push(release);
      }
      case LOSES_THE_ANSWER -> {
        push(release);
        yield new Outcome.InDoubt("the push broke off");
      }
      case WELL -> push(release);
    };
  }

  private Outcome push(Release release) {
    var tip = newestFirst.getFirst();
    if (release.message().isOf(tip.message())) {
      return new Outcome.Released(tip.id());
    }
    if (!tip.id().equals(release.approved().tip())) {
      return new Outcome.Moved("somebody else changed the branch since it was approved");
    }
    add(nextId(), release.at(), release.message().text());
    place = Place.UNCLAIMED;
    releases++;
    return new Outcome.Released(newestFirst.getFirst().id());
  }
}
