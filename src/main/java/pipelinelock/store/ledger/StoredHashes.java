package pipelinelock.store.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.checkpoint.ChainView;
import pipelinelock.store.event.EventRows;
import pipelinelock.store.event.Tombstone;

/** The hashes of all chains, without their events. */
final class StoredHashes {
  private final Handle sql;
  private final Map<Long, Tombstone.Placed> archived = new TreeMap<>();

  StoredHashes(Handle sql) {
    this.sql = sql;
    EventRows.tombstones(sql).stream()
        .map(Tombstone.Placed::of)
        .forEach(it -> archived.put(it.incident(), it));
  }

  private record Row(long chain, long sequence, String hash) {}

  /** Of each chain what follows without a gap from its beginning. */
  Map<Long, ChainView> all() {
    var chains = new TreeMap<Long, ChainView>();
    var hashes = new ArrayList<String>();
    var first = new ArrayList<Row>();
    sql.createQuery(
            "select 0 as incident, sequence, hash from freeze_event union all"
                + " select incident, sequence, hash from incident_event order by incident, sequence")
        .map(
            (row, _) ->
                new Row(row.getLong("incident"), row.getLong("sequence"), row.getString("hash")))
        .forEach(
            row -> {
              if (!first.isEmpty() && first.getFirst().chain() != row.chain()) {
                put(chains, first.getFirst(), hashes);
                first.clear();
                hashes.clear();
              }
              if (first.isEmpty()) {
                first.add(row);
              }
              if (row.sequence() == first.getFirst().sequence() + hashes.size()) {
                hashes.add(row.hash());
              }
            });
    if (!first.isEmpty()) {
      put(chains, first.getFirst(), hashes);
    }
    return chains;
  }

  private void put(Map<Long, ChainView> chains, Row first, List<String> hashes) {
    var stone = archived.get(first.chain());
    if (first.sequence() == 1) {
      chains.put(first.chain(), ChainView.whole(first.chain(), hashes));
    } else if (stone != null) {
      chains.put(
          first.chain(),
          new ChainView(first.chain(), first.sequence(), stone.stone().before(), hashes));
    } else { // its beginning is missing, and nothing stands for it
      chains.put(
          first.chain(), new ChainView(first.chain(), first.sequence(), HashChain.START, hashes));
    }
  }
}
