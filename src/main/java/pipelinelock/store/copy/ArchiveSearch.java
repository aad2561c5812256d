package pipelinelock.store.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;
import pipelinelock.store.copy.CopyCheck.Last;
import pipelinelock.store.event.Tombstone;

/** Looks for a record's archived incidents in the given archives. */
final class ArchiveSearch {
  private final Map<String, CopyCheck> archives;
  private final SortedMap<String, SortedSet<Long>> here = new TreeMap<>();
  private final SortedMap<String, SortedSet<Long>> elsewhere = new TreeMap<>();

  /**
   * @param archives by the names of their files, without folders
   */
  ArchiveSearch(Map<String, CopyCheck> archives) {
    this.archives = archives;
  }

  /**
   * Looks for each. Where no archive is at hand none of them is proved; where some are, all have to
   * be: else whoever writes the record could say of any incident that it is archived.
   *
   * @param tombstones what the record still holds of them
   * @param verification receives those that an archive holds otherwise, or ought to hold
   */
  void find(List<Link> tombstones, Verification verification) {
    tombstones.forEach(link -> find(link, verification));
    if (!archives.isEmpty()) {
      elsewhere.forEach(
          (file, ids) ->
              verification.add(
                  "the record says that %s archived in %s: only that file proves it; name it too"
                      .formatted(are(ids), file)));
    }
  }

  /** Those that were found, a line for each file. */
  List<String> here() {
    var lines = new ArrayList<String>();
    here.forEach((file, ids) -> lines.add(are(ids) + " archived, and completely in " + file));
    return lines;
  }

  /** What nothing at hand proves, a line for each file. */
  List<String> unproved() {
    var lines = new ArrayList<String>();
    if (archives.isEmpty()) {
      elsewhere.forEach(
          (file, ids) ->
              lines.add(
                  "NOT PROVED: the record says that %s archived in %s; \"record verify\" proves it if you name that file too"
                      .formatted(are(ids), file)));
    }
    return lines;
  }

  private void find(Link link, Verification verification) {
    var entry = link.entry();
    var tombstone = Tombstone.of(entry);
    var right = new Last(entry.sequence() - 1, tombstone.before());
    var other = new TreeSet<String>();
    for (var archive : archives.entrySet()) {
      var last = archive.getValue().ends().get(entry.incident());
      if (right.equals(last)) {
        add(here, archive.getKey(), entry.incident());
        return;
      }
      if (last != null && last.sequence() >= right.sequence()) {
        other.add(archive.getKey());
      }
    }
    if (!other.isEmpty()) {
      verification.add(
          "%s: %s has other events of it than those removed from the record"
              .formatted(Verification.name(entry.incident()), other.first()));
    } else if (archives.containsKey(tombstone.file())) {
      verification.add(
          "%s: its events are not in %s, or not all of them"
              .formatted(Verification.name(entry.incident()), tombstone.file()));
    } else {
      add(elsewhere, tombstone.file(), entry.incident());
    }
  }

  private static void add(Map<String, SortedSet<Long>> files, String file, long incident) {
    files.computeIfAbsent(file, _ -> new TreeSet<>()).add(incident);
  }

  private static String are(SortedSet<Long> incidents) {
    return Verification.names(incidents) + (incidents.size() == 1 ? " is" : " are");
  }
}
