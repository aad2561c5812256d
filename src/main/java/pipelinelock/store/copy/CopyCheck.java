package pipelinelock.store.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;
import pipelinelock.audit.Verification.Report;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Incident;
import pipelinelock.store.RecordIndex.Gist;
import pipelinelock.store.copy.RecordCopy.Kind;
import pipelinelock.store.copy.RecordSource.Read;
import pipelinelock.store.event.Tombstone;
import pipelinelock.store.event.UnreadableEvent;

/**
 * Proves a record or an archive while it is read. It keeps one line for each incident, the marks of
 * each click that decided, and the events of the current chain only.
 */
public final class CopyCheck {
  private final Verification verification = new Verification();
  private final List<Link> tombstones = new ArrayList<>();
  private final Map<Long, Last> ends = new HashMap<>();
  private final Map<Long, Gist> gists = new HashMap<>();
  private final Map<Long, String> reviews = new HashMap<>();
  private final Set<String> clicks = new HashSet<>();
  private @Nullable ChainCheck chain;
  private @Nullable Link last;
  private @Nullable Read read;

  /** The last event of an incident that is here. */
  record Last(long sequence, String hash) {}

  CopyCheck() {}

  /** Reads all of it. */
  public static CopyCheck of(RecordSource source) {
    var check = new CopyCheck();
    check.end(source.read(check::next));
    return check;
  }

  /** Takes the next event. */
  void next(Link link) {
    long number = link.entry().incident();
    var before = last;
    if (before == null || before.entry().incident() != number) {
      endChain();
      chain = new ChainCheck(number, verification, clicks);
    }
    last = link;
    if (Tombstone.is(link)) {
      nextTombstone(link);
    } else {
      verification.next(link);
      if (verification.isSound(number) && chain != null) {
        chain.next(link);
      }
    }
  }

  private void nextTombstone(Link link) {
    try {
      verification.nextAfterArchived(link, Tombstone.of(link.entry()).before());
      tombstones.add(link);
    } catch (UnreadableEvent e) {
      long number = link.entry().incident();
      verification.unreadable(number, e.at(number, link.entry().sequence()).getMessage());
    }
  }

  private void endChain() {
    var end = last;
    var ended = chain;
    if (end == null || ended == null) {
      return;
    }
    long number = end.entry().incident();
    ends.put(number, new Last(end.entry().sequence(), end.hash()));
    ended
        .incident()
        .ifPresent(
            incident -> {
              var gist = Gist.of(incident);
              gists.put(number, gist);
              if (gist.isForReview()) {
                reviews.put(number, forReview(incident, incident.breakGlass().orElseThrow()));
              }
            });
  }

  private static String forReview(Incident incident, BreakGlassStart glass) {
    return "%s in %s is open for review: %s started it alone on %s"
        .formatted(incident.id(), incident.environment(), glass.by().user(), glass.at());
  }

  /** There are no more events. */
  void end(Read whole) {
    endChain();
    chain = null;
    read = whole;
    whole.troubles().forEach(verification::add);
    var cut = last;
    if (cut != null && !whole.toItsEnd()) {
      reviews.remove(cut.entry().incident()); // it is not known how it went on
    }
    if (whole.kind() == Kind.RECORD && whole.toItsEnd()) {
      verification.endAt(whole.highest());
    }
  }

  private Read read() {
    var whole = read;
    if (whole == null) {
      throw new IllegalStateException("it could not be read to its end");
    }
    return whole;
  }

  public Kind kind() {
    return read().kind();
  }

  /** Those of a file. */
  Optional<CheckpointsOfCopy> checkpoints() {
    return read().checkpoints();
  }

  /** The last event of each incident that is here. */
  Map<Long, Last> ends() {
    return ends;
  }

  /** What is known of each incident whose chain holds, by its number. */
  Map<Long, Gist> gists() {
    return gists;
  }

  /** What stays of those that were archived, where it holds. */
  List<Link> tombstones() {
    return tombstones.stream()
        .filter(link -> verification.isSound(link.entry().incident()))
        .toList();
  }

  /** What it proves by itself. */
  public Report report() {
    return report(Map.of(), Optional.empty());
  }

  /**
   * What it proves, and whether what was taken out of it is in these archives; to be asked once.
   *
   * @param archives by their names, each proved by itself
   * @param keys whose signatures on the checkpoints of a file count; without them it is not proved
   *     who signed
   */
  public Report report(Map<String, CopyCheck> archives, Optional<TrustedKeys> keys) {
    var stones = tombstones();
    var search = new ArchiveSearch(archives);
    search.find(stones, verification);
    var placed = tombstones().stream().map(Tombstone.Placed::of).toList();
    read()
        .index()
        .ifPresent(
            index -> {
              index.differences(gists.values(), placed).forEach(verification::add);
              index.guards().forEach(verification::add);
            });
    var notes = new ArrayList<>(read().notes());
    notes.addAll(search.here());
    gists.keySet().stream()
        .sorted()
        .filter(reviews::containsKey)
        .map(reviews::get)
        .forEach(notes::add);
    var unproved = new ArrayList<>(search.unproved());
    read()
        .checkpoints()
        .ifPresent(
            it -> {
              var found = it.proved(keys);
              found.problems().forEach(verification::add);
              unproved.addAll(found.unproved());
              notes.addAll(found.notes());
            });
    return verification.report(unproved, notes);
  }
}
