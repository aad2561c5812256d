package pipelinelock.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pipelinelock.audit.HashChain.Link;

/**
 * Checks a whole record, link by link, in the order of incidents and of their sequence. Of each
 * broken chain the first break is named; what follows it proves nothing.
 */
public final class Verification {
  private final List<String> problems = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
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
   * @param openForReview what one person did alone and nobody has reviewed yet, a line each
   */
  public record Report(
      long chains, long events, List<String> problems, List<String> openForReview) {
    public Report {
      problems = List.copyOf(problems);
      openForReview = List.copyOf(openForReview);
    }

    /** Without a look at what the events say. */
    public Report(long chains, long events, List<String> problems) {
      this(chains, events, problems, List.of());
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

  private void begin(long next) {
    incident = next;
    expected = 1;
    previous = HashChain.START;
    broken = false;
    if (!seen.add(next)) {
      found("it begins a second time");
    }
  }

  private void check(Link link) {
    if (link.entry().sequence() != expected) {
      found(
          "event %d stands where event %d has to be".formatted(link.entry().sequence(), expected));
    } else if (!link.hash().equals(HashChain.hash(previous, link.entry()))) {
      found(
          "event %d does not fit its hash, so it or one before it was changed".formatted(expected));
    }
  }

  private void found(String what) {
    broken = true;
    problems.add("%s: %s".formatted(name(incident), what));
  }

  /** Adds a problem that is not of the chain. */
  public void add(String problem) {
    problems.add(problem);
  }

  /** The chain of this number as people know it. */
  public static String name(long incident) {
    return incident == 0 ? "the freezes" : "INC-" + incident;
  }

  public Report report() {
    return new Report(seen.size(), events, problems);
  }
}
