package pipelinelock.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Freeze;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.UnreadableEvent;

/** The freezes in a SQL table, hash-chained like an incident's events. */
public final class SqlFreezes implements FreezeRecord {
  private static final String FROZEN = "frozen";
  private static final String UNFROZEN = "unfrozen";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Database database;
  private final InstantSource clock;

  public SqlFreezes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The form of an event; its names are for ever. */
  private record Body(String team, String user, String reason) {}

  @Override
  public Optional<Freeze> current() {
    var links = database.read(EventRows::freezes);
    var problem = problem(links);
    return problem.isPresent()
        ? Optional.of(new Freeze.Unproven("the record of freezes does not hold: " + problem.get()))
        : last(links).filter(SqlFreezes::isFrozen).map(SqlFreezes::ordered);
  }

  private static Freeze ordered(Link link) {
    var body = body(link.entry().body());
    return new Freeze.Ordered(
        new UserId(body.team(), body.user()), link.entry().at(), body.reason());
  }

  private static Optional<Link> last(List<Link> links) {
    return links.isEmpty() ? Optional.empty() : Optional.of(links.getLast());
  }

  private static boolean isFrozen(Link link) {
    return link.entry().type().equals(FROZEN);
  }

  /**
   * Why this chain of freezes cannot have come about: its hashes do not fit, or it freezes what is
   * frozen, or its time goes back.
   */
  static Optional<String> problem(List<Link> links) {
    var broken = HashChain.firstBreak(links);
    if (broken.isPresent()) {
      return Optional.of(
          "event %d does not fit its hash, so it or one before it was changed"
              .formatted(broken.getAsLong()));
    }
    Optional<Link> before = Optional.empty();
    for (var link : links) {
      var problem = follows(before, link);
      if (problem.isPresent()) {
        return problem;
      }
      before = Optional.of(link);
    }
    return Optional.empty();
  }

  /** Why this freeze, or its end, cannot have followed that one; empty where it can. */
  public static Optional<String> follows(Optional<Link> before, Link next) {
    var entry = next.entry();
    String expected = before.filter(SqlFreezes::isFrozen).isPresent() ? UNFROZEN : FROZEN;
    if (!entry.type().equals(expected)) {
      return Optional.of(
          "event %d is '%s', but should be '%s'"
              .formatted(entry.sequence(), entry.type(), expected));
    }
    return before
        .filter(link -> entry.at().isBefore(link.entry().at()))
        .map(
            _ ->
                "event %d is dated %s, earlier than the event before it"
                    .formatted(entry.sequence(), entry.at()));
  }

  @Override
  public boolean change(boolean frozen, UserId by, String reason) {
    while (true) {
      var changed =
          database.write(sql -> change(sql, frozen, new Body(by.team(), by.user(), reason)));
      if (changed.isPresent()) {
        return changed.get();
      }
    }
  }

  /** Empty when somebody else was faster. */
  private Optional<Boolean> change(Handle sql, boolean frozen, Body body) {
    var links = EventRows.freezes(sql);
    problem(links)
        .ifPresent(
            problem -> {
              throw new IllegalStateException("the record of freezes does not hold: " + problem);
            });
    var last = last(links);
    if (last.filter(SqlFreezes::isFrozen).isPresent() == frozen) {
      return Optional.of(false);
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var entry =
        new Entry(
            EventRows.FREEZES,
            last.map(link -> link.entry().sequence()).orElse(0L) + 1,
            last.map(link -> link.entry().at()).filter(now::isBefore).orElse(now),
            frozen ? FROZEN : UNFROZEN,
            text(body));
    var before = last.map(Link::hash).orElse(HashChain.START);
    boolean inserted = EventRows.insert(sql, entry, HashChain.hash(before, entry));
    return inserted ? Optional.of(true) : Optional.empty();
  }

  private static String text(Body body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a freeze", e);
    }
  }

  /**
   * @throws UnreadableEvent when that is not the body of a freeze
   */
  public static void check(String text) {
    var _ = body(text);
  }

  private static Body body(String text) {
    try {
      Body body = JSON.readValue(text, Body.class);
      if (body == null) {
        throw new UnreadableEvent("it is not a freeze");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent("it is not a freeze");
    }
  }
}
