package pipelinelock.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.lock.LockCommit.Effect;
import pipelinelock.lock.PoolLock.Place;

/**
 * Follows the lock back from a tip, commit by commit, to the commits that changed it. It judges
 * what a commit did by the files before and after, never by its message, and order by parents,
 * never by clocks.
 *
 * <p>A merge changed nothing if a parent already had the lock in the same state: then the change is
 * behind that parent. If several parents have it so and none of their changes precedes the others,
 * only the merge decided, and the merge moved the lock.
 *
 * @param <X> why a commit could not be read
 */
public final class LockTrail<X extends Exception> {
  private final Commits<X> commits;
  private final Reach reach;
  private final List<LockCommit> history = new ArrayList<>();
  private Optional<LockCommit> moved = Optional.empty();
  private final Map<String, Seen> seenBefore = new HashMap<>();
  private int walked;

  /** Where the commits come from. */
  public interface Commits<X extends Exception> {
    /** What a commit has and where it comes from. */
    Seen see(String id) throws X;

    /** The commit in full. */
    LockCommit tell(String id, Effect effect) throws X;
  }

  /**
   * One commit on the way.
   *
   * @param parents in the commit's own order; absent where they lie beyond what can be read
   */
  public record Seen(Optional<List<String>> parents, LockFiles files) {}

  /**
   * How far to go.
   *
   * @param history how many changes are wanted
   * @param far past so many commits the walk ends with the changes that it has, if the one that
   *     moved the lock to where it is now is among them
   * @param merges how many commits are looked at to find out which of two changes came first
   */
  public record Reach(int history, int far, int merges) {}

  /**
   * What was found.
   *
   * @param moved the newest commit that moved the lock to where it is
   * @param history the newest changes, newest first
   * @param isWhole false where the change that moved the lock may lie beyond what can be read: then
   *     it is not known
   */
  public record Found(Optional<LockCommit> moved, List<LockCommit> history, boolean isWhole) {}

  private sealed interface Origin {
    /** The lock came to be as it is by this commit; {@code next} is what came before. */
    record Change(String id, Effect effect, Optional<String> next) implements Origin {}

    /** It never was otherwise. */
    record Never() implements Origin {}

    /** The trail is lost: the rest cannot be read, or is not wanted any more. */
    record Beyond() implements Origin {}
  }

  public LockTrail(Commits<X> commits, Reach reach) {
    this.commits = commits;
    this.reach = reach;
  }

  /** Goes back from the tip; once only. */
  public Found follow(String tip) throws X {
    var place = see(tip).files().place();
    var next = Optional.of(tip);
    boolean lost = false;
    while (next.isPresent() && !isEnough()) {
      var origin = origin(next.get());
      lost = origin instanceof Origin.Beyond;
      next =
          switch (origin) {
            case Origin.Change(var id, var effect, var before) -> {
              keep(commits.tell(id, effect), place);
              yield before;
            }
            case Origin.Never _, Origin.Beyond _ -> Optional.empty();
          };
    }
    return new Found(moved, List.copyOf(history), moved.isPresent() || !lost);
  }

  private Seen see(String id) throws X {
    var known = seenBefore.get(id);
    if (known != null) {
      return known;
    }
    var seen = commits.see(id);
    seenBefore.put(id, seen);
    return seen;
  }

  private boolean isEnough() {
    return moved.isPresent() && (history.size() >= reach.history() || walked >= reach.far());
  }

  private void keep(LockCommit change, Place place) {
    if (history.size() < reach.history()) {
      history.add(change);
    }
    if (moved.isEmpty() && ledTo(place, change.effect())) {
      moved = Optional.of(change);
    }
  }

  private static boolean ledTo(Place place, Effect effect) {
    return switch (place) {
      case CLAIMED -> effect == Effect.CLAIMS;
      case UNCLAIMED -> effect == Effect.FREES;
      case BOTH, NEITHER -> effect != Effect.TOUCHES;
    };
  }

  /** By which commit the files came to be as this commit has them. */
  private Origin origin(String from) throws X {
    var visited = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(from));
    var origins = new LinkedHashSet<String>();
    Optional<String> fork = Optional.empty();
    while (!open.isEmpty()) {
      var id = open.remove();
      if (!visited.add(id)) {
        continue;
      }
      walked++;
      var seen = see(id);
      if (seen.parents().isEmpty() || isEnough()) {
        return new Origin.Beyond();
      }
      var same = alike(seen);
      if (same.isEmpty()) {
        origins.add(id);
      } else if (same.size() > 1 && fork.isEmpty()) {
        fork = Optional.of(id);
      }
      open.addAll(same);
    }
    return chosen(newest(origins), fork);
  }

  /** The parents that have the files just as the commit has them. */
  private List<String> alike(Seen seen) throws X {
    var alike = new ArrayList<String>();
    for (var parent : seen.parents().orElse(List.of())) {
      if (see(parent).files().equals(seen.files())) {
        alike.add(parent);
      }
    }
    return alike;
  }

  private Origin chosen(List<String> origins, Optional<String> fork) throws X {
    if (origins.size() == 1) {
      return change(origins.getFirst());
    }
    var merge = fork.orElseThrow(() -> new IllegalStateException("a trail without an origin"));
    return new Origin.Change(
        merge,
        switch (see(merge).files().place()) {
          case CLAIMED -> Effect.CLAIMS;
          case UNCLAIMED -> Effect.FREES;
          case BOTH, NEITHER -> Effect.BREAKS;
        },
        Optional.empty());
  }

  private Origin change(String id) throws X {
    var seen = see(id);
    var before = before(seen);
    var files = before.isPresent() ? see(before.get()).files() : LockFiles.NONE;
    return seen.files().equals(files)
        ? new Origin.Never() // the first commit, and it has no lock
        : new Origin.Change(id, seen.files().since(files), before);
  }

  /** Of several parents the one that had the lock in the same place, else the first. */
  private Optional<String> before(Seen seen) throws X {
    var parents = seen.parents().orElse(List.of());
    for (var parent : parents) {
      if (see(parent).files().place() == seen.files().place()) {
        return Optional.of(parent);
      }
    }
    return parents.stream().findFirst();
  }

  /** Without those that came before another one. */
  private List<String> newest(Set<String> origins) throws X {
    var newest = new ArrayList<>(origins);
    if (origins.size() > 1) {
      for (var origin : origins) {
        var older = ancestors(origin);
        newest.removeIf(older::contains);
      }
    }
    return newest;
  }

  private Set<String> ancestors(String of) throws X {
    var found = new HashSet<String>();
    var open = new ArrayDeque<>(see(of).parents().orElse(List.of()));
    while (!open.isEmpty() && found.size() < reach.merges()) {
      var id = open.remove();
      if (found.add(id)) {
        open.addAll(see(id).parents().orElse(List.of()));
      }
    }
    return found;
  }
}
