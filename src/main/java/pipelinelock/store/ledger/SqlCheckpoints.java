package pipelinelock.store.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;
import pipelinelock.audit.checkpoint.ChainHead;
import pipelinelock.audit.checkpoint.ChainView;
import pipelinelock.audit.checkpoint.CheckpointLedger;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;

/** The checkpoints in a SQL table, and the part of the record that they do not cover yet. */
public final class SqlCheckpoints implements CheckpointLedger {
  private final Database database;

  public SqlCheckpoints(Database database) {
    this.database = database;
  }

  @Override
  public List<SignedCheckpoint> after(long number) {
    return database.read(
        sql ->
            EventRows.isTable(sql, "checkpoint") // not in a record of an earlier version
                ? sql
                    .createQuery("select text from checkpoint where number > :it order by number")
                    .bind("it", number)
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(SignedCheckpoint::parse)
                    .toList()
                : List.of());
  }

  @Override
  public boolean append(SignedCheckpoint next) {
    return database.write(sql -> insert(sql, next)) == 1;
  }

  /** Adds one, as its number is free; says how many were added. */
  public static int insert(Handle sql, SignedCheckpoint next) {
    return sql.execute(
        "insert into checkpoint (number, text) values (?, ?) on conflict (number) do nothing",
        next.checkpoint().number(),
        next.text());
  }

  @Override
  public News since(RecordState state) {
    return database.snapshot(sql -> news(sql, state));
  }

  /**
   * The hashes of the record, as of one moment.
   *
   * @param highest the highest number that was given to an incident
   */
  public record Hashes(Map<Long, ChainView> chains, long highest) {
    public Hashes {
      chains = Map.copyOf(chains);
    }
  }

  /** As they are stored: whether they fit the events is for {@code record verify} to say. */
  public Hashes record() {
    return database.snapshot(
        sql -> {
          var chains = new StoredHashes(sql);
          return new Hashes(chains.all(), EventRows.highestNumber(sql));
        });
  }

  private static News news(Handle sql, RecordState state) {
    var chains = new ArrayList<ChainView>();
    var contradictions = new ArrayList<String>();
    var heads = heads(sql);
    state
        .heads()
        .forEach(
            (chain, head) -> {
              var there = Optional.ofNullable(heads.get(chain));
              if (there.isEmpty() || there.get().last() < head.last()) {
                contradictions.add(cutOff(chain, head, there));
              } else if (there.get().last() == head.last() && !there.get().equals(head)) {
                contradictions.add(writtenAnew(chain, head));
              }
            });
    heads.forEach(
        (chain, head) -> {
          if (head.last() > state.lastOf(chain)) {
            news(chain, links(sql, chain), state.heads(), chains, contradictions);
          }
        });
    return new News(chains, EventRows.highestNumber(sql), contradictions);
  }

  private static void news(
      long chain,
      List<Link> links,
      Map<Long, ChainHead> taken,
      List<ChainView> chains,
      List<String> contradictions) {
    var view = view(links);
    var head = Optional.ofNullable(taken.get(chain));
    if (head.isPresent() && isAnother(view, head.get())) {
      contradictions.add(writtenAnew(chain, head.get()));
    } else {
      view.filter(it -> it.last() > head.map(ChainHead::last).orElse(0L)).ifPresent(chains::add);
    }
  }

  /** What was archived since the checkpoint is not contradicted by what replaces it. */
  private static boolean isAnother(Optional<ChainView> view, ChainHead head) {
    return view.isEmpty()
        || view.get().last() < head.last()
        || view.get().at(head.last()).filter(it -> !it.equals(head.hash())).isPresent();
  }

  /** The chain up to the first event whose hash does not fit. */
  static Optional<ChainView> view(List<Link> links) {
    var first = links.getFirst();
    long sequence = Tombstone.is(first) ? first.entry().sequence() : 1;
    String before = Tombstone.is(first) ? Tombstone.of(first.entry()).before() : HashChain.START;
    var hashes = new ArrayList<String>();
    var previous = before;
    for (var link : links) {
      if (link.entry().sequence() != sequence + hashes.size()
          || !link.hash().equals(HashChain.hash(previous, link.entry()))) {
        break;
      }
      hashes.add(link.hash());
      previous = link.hash();
    }
    return hashes.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChainView(first.entry().incident(), sequence, before, hashes));
  }

  private static List<Link> links(Handle sql, long chain) {
    return chain == EventRows.FREEZES ? EventRows.freezes(sql) : EventRows.of(sql, chain);
  }

  private static Map<Long, ChainHead> heads(Handle sql) {
    var heads = new TreeMap<Long, ChainHead>();
    sql.createQuery(
            "select e.incident, e.sequence, e.hash from incident_event e join"
                + " (select incident, max(sequence) as last from incident_event group by incident) l"
                + " on l.incident = e.incident and l.last = e.sequence"
                + " union all select 0 as incident, sequence, hash from freeze_event"
                + " where sequence = (select max(sequence) from freeze_event)")
        .map(
            (row, _) ->
                Map.entry(
                    row.getLong("incident"),
                    new ChainHead(row.getLong("sequence"), row.getString("hash"))))
        .forEach(it -> heads.put(it.getKey(), it.getValue()));
    return heads;
  }

  private static String cutOff(long chain, ChainHead head, Optional<ChainHead> there) {
    return "%s: a checkpoint has its event %d, but the record %s"
        .formatted(
            Verification.name(chain),
            head.last(),
            there.map(it -> "ends with event " + it.last()).orElse("has none of it"));
  }

  private static String writtenAnew(long chain, ChainHead head) {
    return "%s: its event %d is not the one that a checkpoint has"
        .formatted(Verification.name(chain), head.last());
  }
}
