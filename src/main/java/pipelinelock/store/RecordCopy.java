package pipelinelock.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;
import pipelinelock.audit.Verification.Report;
import pipelinelock.incident.BreakGlassRules;
import pipelinelock.incident.BrokenGlass;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.Replay;

/** Events of a record as they were read, in a database or in a file, and the proof of them. */
public final class RecordCopy {
  /** What a copy holds. */
  public enum Kind {
    /** All that there is. */
    RECORD("pipeline-lock-record"),
    /** Incidents that were taken out of a record. */
    ARCHIVE("pipeline-lock-archive");

    private final String format;

    Kind(String format) {
      this.format = format;
    }

    /** As the first line of a file names it, for ever. */
    String format() {
      return format;
    }

    static Optional<Kind> ofFormat(String format) {
      return Arrays.stream(values()).filter(it -> it.format.equals(format)).findFirst();
    }
  }

  private final Kind kind;
  private final List<Link> links;
  private final long highest;
  private final List<String> troubles;
  private final Optional<RecordIndex> index;

  /**
   * @param highest the highest number that was given to an incident, as far as that is known
   * @param troubles what went wrong in reading
   */
  RecordCopy(Kind kind, List<Link> links, long highest, List<String> troubles) {
    this(kind, links, highest, troubles, Optional.empty());
  }

  private RecordCopy(
      Kind kind,
      List<Link> links,
      long highest,
      List<String> troubles,
      Optional<RecordIndex> index) {
    this.kind = kind;
    this.links = List.copyOf(links);
    this.highest = highest;
    this.troubles = List.copyOf(troubles);
    this.index = index;
  }

  static RecordCopy archive(List<Link> links) {
    return new RecordCopy(Kind.ARCHIVE, links, 0, List.of());
  }

  /** Everything in the database, as of one moment. */
  public static RecordCopy of(Database database) {
    return database.snapshot(
        sql ->
            new RecordCopy(
                Kind.RECORD,
                EventRows.all(sql),
                EventRows.highestNumber(sql),
                List.of(),
                Optional.of(RecordIndex.of(sql))));
  }

  /**
   * A file that was exported or archived; where it is damaged, as much of it as can be read. One
   * that does not say what it is counts as an archive: as a part, and not as all that there is.
   */
  public static RecordCopy of(BufferedReader file) {
    try {
      return RecordFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the exported record", e);
    }
  }

  public Kind kind() {
    return kind;
  }

  public boolean isEmpty() {
    return links.isEmpty();
  }

  /** The incidents in it, and 0 for the freezes. */
  public SortedSet<Long> numbers() {
    return links.stream().map(link -> link.entry().incident()).collect(toCollection(TreeSet::new));
  }

  /** Whether it is of the same kind, and has the same events with the same hashes. */
  public boolean isSameAs(RecordCopy other) {
    return kind == other.kind
        && links.equals(other.links)
        && troubles.isEmpty()
        && other.troubles.isEmpty();
  }

  /** Writes it as a file that can be read again. */
  public void write(Writer out, Instant now) throws IOException {
    RecordFile.write(this, now, out);
  }

  List<Link> links() {
    return links;
  }

  /** Proves it by itself. */
  public Report verified() {
    return verified(Map.of());
  }

  /**
   * Proves it, and that what was taken out of it is in these archives.
   *
   * @param archives by their names, each proved by itself
   */
  public Report verified(Map<String, RecordCopy> archives) {
    var verification = new Verification();
    links.forEach(link -> check(link, verification));
    troubles.forEach(verification::add);
    checkFreezes(verification);
    if (kind == Kind.RECORD && troubles.isEmpty()) {
      verification.endAt(highest);
    }
    var notes = new ArrayList<String>();
    notes.addAll(new ArchiveSearch(archives).find(soundTombstones(verification), verification));
    var incidents = replayed(verification);
    index.ifPresent(
        it -> {
          it.differences(incidents, placed(verification)).forEach(verification::add);
          it.guards().forEach(verification::add);
        });
    notes.addAll(openForReview(incidents));
    return verification.report(notes);
  }

  private static void check(Link link, Verification verification) {
    try {
      if (Tombstone.is(link)) {
        verification.nextAfterArchived(link, Tombstone.of(link.entry()).before());
      } else {
        verification.next(link);
        if (link.entry().incident() == EventRows.FREEZES) {
          SqlFreezes.check(link.entry().body());
        } else {
          checkType(link, verification);
        }
      }
    } catch (UnreadableEvent e) {
      long incident = link.entry().incident();
      verification.unreadable(incident, e.at(incident, link.entry().sequence()).getMessage());
    }
  }

  private void checkFreezes(Verification verification) {
    if (verification.isSound(EventRows.FREEZES)) {
      SqlFreezes.problem(freezes())
          .ifPresent(
              problem ->
                  verification.unreadable(
                      EventRows.FREEZES,
                      "%s: %s".formatted(Verification.name(EventRows.FREEZES), problem)));
    }
  }

  private List<Link> freezes() {
    return links.stream().filter(link -> link.entry().incident() == EventRows.FREEZES).toList();
  }

  private static void checkType(Link link, Verification verification) {
    var type = EventJson.type(EventJson.read(link.entry().body()));
    if (!type.equals(link.entry().type())) {
      long incident = link.entry().incident();
      verification.unreadable(
          incident,
          "%s: %s".formatted(Verification.name(incident), RecordProof.misnamed(link, type)));
    }
  }

  List<Link> tombstones() {
    return links.stream().filter(Tombstone::is).toList();
  }

  private List<Tombstone.Placed> placed(Verification verification) {
    return soundTombstones(verification).stream().map(Tombstone.Placed::of).toList();
  }

  private List<Link> soundTombstones(Verification verification) {
    return tombstones().stream()
        .filter(link -> verification.isSound(link.entry().incident()))
        .toList();
  }

  /** What the sound chains tell; one that the rules cannot have let happen is found here. */
  private List<Incident> replayed(Verification verification) {
    var incidents = new ArrayList<Incident>();
    events(verification::isSound)
        .forEach(
            (number, events) -> {
              switch (Replay.of(events)) {
                case Replay.Sound(var incident) -> incidents.add(incident);
                case Replay.Broken(var sequence, var why) ->
                    verification.unreadable(
                        number,
                        "%s: event %d %s".formatted(Verification.name(number), sequence, why));
              }
            });
    return incidents;
  }

  /** Of a file that was cut off it is not known how its last incident went on. */
  private List<String> openForReview(List<Incident> incidents) {
    boolean cut = !troubles.isEmpty();
    return incidents.stream()
        .filter(it -> !(cut && it.id().number() == links.getLast().entry().incident()))
        .filter(BreakGlassRules::isOpenForReview)
        .map(it -> openForReview(it, it.glass().orElseThrow()))
        .toList();
  }

  private static String openForReview(Incident incident, BrokenGlass glass) {
    return "%s in %s is open for review: %s started it alone on %s"
        .formatted(incident.id(), incident.environment(), glass.by().user(), glass.at());
  }

  /** The links of each chain by themselves. */
  Collection<List<Link>> chains() {
    return links.stream()
        .collect(groupingBy(link -> link.entry().incident(), TreeMap::new, toList()))
        .values();
  }

  /** The incidents that are wholly here. */
  List<Incident> incidents() {
    return events(_ -> true).values().stream().map(Incident::of).toList();
  }

  private Map<Long, List<Recorded>> events(LongPredicate wanted) {
    var incidents = new LinkedHashMap<Long, List<Recorded>>();
    for (var link : links) {
      if (link.entry().incident() != EventRows.FREEZES
          && !Tombstone.is(link)
          && wanted.test(link.entry().incident())) {
        incidents
            .computeIfAbsent(link.entry().incident(), _ -> new ArrayList<>())
            .add(EventRows.recorded(link));
      }
    }
    return incidents;
  }
}
