package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.lock.PoolLock.Place;

/** The pool's repository, and the processes that wait for its lock. */
final class SimPool {
  /**
   * @param after the lock's place after it; the same as before where it only edits the file
   * @param holder the build that it claims for, where it is a claim by one
   */
  record Commit(
      String id,
      long at,
      String author,
      String message,
      Place before,
      Place after,
      Optional<SimBuild> holder) {
    boolean moves() {
      return before != after;
    }
  }

  static final String AUTHOR = "git <git@localhost>";

  private final Agenda agenda;
  final List<Commit> commits = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();

  /** How far the clock that commits are dated by is ahead. */
  long clockAhead;

  SimPool(Agenda agenda) {
    this.agenda = agenda;
  }

  Place place() {
    return commits.isEmpty() ? Place.NEITHER : commits.getLast().after();
  }

  boolean isFree() {
    return place() == Place.UNCLAIMED;
  }

  boolean isClaimed() {
    return place() == Place.CLAIMED;
  }

  /** The newest commit that moved the lock. */
  Optional<Commit> lastMove() {
    return commits.reversed().stream().filter(Commit::moves).findFirst();
  }

  /** When the lock came to its place, by the true time. */
  long movedAt = 0;

  String push(String author, String message, Place after, Optional<SimBuild> holder) {
    var id = "%08x%032x".formatted(commits.size() * 0x9E3779B1 + 77, commits.size() + 1L);
    if (place() != after) {
      movedAt = agenda.now();
    }
    commits.add(new Commit(id, agenda.now() + clockAhead, author, message, place(), after, holder));
    if (after == Place.UNCLAIMED) {
      var told = List.copyOf(waiting);
      waiting.clear();
      told.forEach(Runnable::run);
    }
    return id;
  }

  /** Calls back once, when the lock becomes free or a note touches a free one. */
  void whenFree(Runnable what) {
    waiting.add(what);
  }
}
