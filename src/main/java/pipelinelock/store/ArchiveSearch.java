package pipelinelock.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;

/** Looks for the archived incidents of a record in the archives that are at hand. */
final class ArchiveSearch {
  private final Map<String, RecordCopy> archives;
  private final Map<Place, List<Found>> places = new HashMap<>();
  private final SortedMap<String, SortedSet<Long>> here = new TreeMap<>();
  private final SortedMap<String, SortedSet<Long>> elsewhere = new TreeMap<>();

  private record Place(long incident, long sequence) {}

  private record Found(String file, String hash) {}

  /**
   * @param archives by the names of their files, without folders
   */
  ArchiveSearch(Map<String, RecordCopy> archives) {
    this.archives = archives;
    archives.forEach(
        (file, archive) ->
            archive
                .links()
                .forEach(
                    link ->
                        places
                            .computeIfAbsent(place(link), _ -> new ArrayList<>())
                            .add(new Found(file, link.hash()))));
  }

  private static Place place(Link link) {
    return new Place(link.entry().incident(), link.entry().sequence());
  }

  /**
   * Says where the archived incidents are, a line for each file. Where no archive is at hand none
   * of them is proved; where some are, all have to be: else whoever writes the record could say of
   * any incident that it is archived.
   *
   * @param tombstones what the record still holds of them
   * @param verification hears of those that an archive holds otherwise, or ought to hold
   */
  List<String> find(List<Link> tombstones, Verification verification) {
    tombstones.forEach(link -> find(link, verification));
    var lines = new ArrayList<String>();
    here.forEach((file, ids) -> lines.add(are(ids) + " archived, and wholly in " + file));
    elsewhere.forEach(
        (file, ids) -> {
          if (archives.isEmpty()) {
            lines.add(
                "NOT PROVED: %s archived in %s, says the record; \"record verify\" proves it when it is given that file too"
                    .formatted(are(ids), file));
          } else {
            verification.add(
                "%s archived in %s, says the record: without that file nothing proves it; name it too"
                    .formatted(are(ids), file));
          }
        });
    return lines;
  }

  private void find(Link link, Verification verification) {
    var entry = link.entry();
    var tombstone = Tombstone.of(entry);
    var last = new Place(entry.incident(), entry.sequence() - 1);
    var found = places.getOrDefault(last, List.of());
    var whole = found.stream().filter(it -> it.hash().equals(tombstone.before())).findFirst();
    if (whole.isPresent()) {
      add(here, whole.get().file(), last);
    } else if (!found.isEmpty()) {
      verification.add(
          "%s: %s holds other events of it than were taken out of the record"
              .formatted(Verification.name(entry.incident()), found.getFirst().file()));
    } else if (archives.containsKey(tombstone.file())) {
      verification.add(
          "%s: its events are not in %s, or not all of them"
              .formatted(Verification.name(entry.incident()), tombstone.file()));
    } else {
      add(elsewhere, tombstone.file(), last);
    }
  }

  private static void add(Map<String, SortedSet<Long>> files, String file, Place place) {
    files.computeIfAbsent(file, _ -> new TreeSet<>()).add(place.incident());
  }

  private static String are(SortedSet<Long> incidents) {
    return Verification.names(incidents) + (incidents.size() == 1 ? " is" : " are");
  }
}
