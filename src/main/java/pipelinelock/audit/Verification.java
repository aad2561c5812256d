package pipelinelock.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import pipelinelock.audit.HashChain.Link;

/**
 * Verifies a whole record link by link, in order of incident and sequence number. It reports the
 * first break of each broken chain; nothing after a break is proved.
 */
public final class Verification {
  private final List<String> problems = new ArrayList<>();
  private final NavigableSet<Long> seen = new TreeSet<>();
  private final Set<Long> unsound = new HashSet<>();
  private long incident = -1;
  private long events;
  private long expected;
  private String previous = HashChain.START;
  private boolean broken;

  /**
   * What was found.
   *
   * @param chains incidents, and the chain of freezes where there is one
   * @param problems a sentence each; empty when the record is whole
   * @param unproved what the record says and nothing at hand proves, a sentence each
   * @param notes what else whoever keeps the record has to know, a line each: what one person did
   *     alone and nobody has reviewed yet, what was archived
   */
  public record Report(
      long chains, long events, List<String> problems, List<String> unproved, List<String> notes) {
    public Report {
      problems = List.copyOf(problems);
      unproved = List.copyOf(unproved);
      notes = List.copyOf(notes);
    }

    public boolean isWhole() {
      return problems.isEmpty();
    }
  }

  /** Takes the next link. */
  public void next(Link link) {
    if (link.entry().incident() != incident) {
      begin(link.entry().incident());
    }
    events++;
    if (!broken) {
      check(link);
    }
    previous = link.hash();
    expected++;
  }

  /**
   * Takes the next link, the only one of its chain: all before it were taken out of the record.
   *
   * @param before the hash of the last of them, as this link states it
   */
  public void nextAfterArchived(Link link, String before) {
    if (link.entry().incident() == incident) {
      next(link);
      found("it is marked as archived, but some of its events are still here");
      return;
    }
    begin(link.entry().incident());
    expected = Math.max(link.entry().sequence(), 2);
    previous = before;
    next(link);
  }

  private void begin(long next) {
    incident = next;
    expected = 1;
    previous = HashChain.START;
    broken = false;
    if (!seen.add(next)) {
      found("it starts a second time");
    }
  }

  private void check(Link link) {
    if (link.entry().incident() < 0) {
      found("no incident has this number");
    } else if (link.entry().sequence() != expected) {
      found("event %d is where event %d should be".formatted(link.entry().sequence(), expected));
    } else if (!link.hash().equals(HashChain.hash(previous, link.entry()))) {
      found(
          "event %d does not fit its hash, so it or one before it was changed".formatted(expected));
    }
  }

  private void found(String what) {
    broken = true;
    unsound.add(incident);
    problems.add("%s: %s".formatted(name(incident), what));
  }

  /**
   * Adds that this chain says what cannot be, or cannot be read; its hashes may be right all the
   * same.
   */
  public void unreadable(long chain, String problem) {
    unsound.add(chain);
    problems.add(problem);
    broken |= chain == incident; // what follows it proves nothing
  }

  /** Whether nothing is known against this chain so far. */
  public boolean isSound(long chain) {
    return !unsound.contains(chain);
  }

  /** Adds a problem that is not of one chain. */
  public void add(String problem) {
    problems.add(problem);
  }

  /**
   * Incidents are numbered without gaps: one of which nothing is there was taken away.
   *
   * @param last the highest number that is known to have been given to an incident; 0 for none
   */
  public void endAt(long last) {
    var missing = new ArrayList<String>();
    long before = 0;
    for (long number : seen.tailSet(1L)) {
      if (number > before + 1) {
        missing.add(names(before + 1, number - 1));
      }
      before = number;
    }
    if (last > before) {
      missing.add(names(before + 1, last));
    }
    if (!missing.isEmpty()) {
      problems.add(
          "Nothing is left of %s, which must have existed".formatted(String.join(", ", missing)));
    }
  }

  /** The chain of this number as people know it. */
  public static String name(long incident) {
    return incident == 0 ? "the freezes" : "INC-" + incident;
  }

  /** Those that follow each other without a gap as one: {@code INC-1 to INC-30, INC-33}. */
  public static String names(SortedSet<Long> incidents) {
    var names = new ArrayList<String>();
    long from = -1;
    long to = -1;
    for (long next : incidents) {
      if (from >= 0 && next != to + 1) {
        names.add(names(from, to));
        from = next;
      } else if (from < 0) {
        from = next;
      }
      to = next;
    }
    names.add(names(from, to));
    return String.join(", ", names);
  }

  private static String names(long from, long to) {
    return from == to ? name(from) : name(from) + " to " + name(to);
  }

  /** The whole. */
  public Report report(List<String> unproved, List<String> notes) {
    return new Report(seen.size(), events, problems, unproved, notes);
  }
}
