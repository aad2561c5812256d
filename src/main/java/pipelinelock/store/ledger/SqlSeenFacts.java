package pipelinelock.store.ledger;

import java.util.List;
import java.util.Optional;
import pipelinelock.audit.checkpoint.Digest;
import pipelinelock.incident.proof.SeenFacts;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.store.database.Database;
import pipelinelock.store.event.EventRows;

/** The facts behind fingerprints in a SQL table. */
public final class SqlSeenFacts implements SeenFacts {
  private final Database database;

  public SqlSeenFacts(Database database) {
    this.database = database;
  }

  /** A secret in a name would have to be cut out, and then the fingerprint proved nothing. */
  @Override
  public void keep(String fingerprint, List<String> facts) {
    var text = String.join("\n", facts);
    if (!KnownSecrets.hide(text).equals(text)) {
      return;
    }
    database.write(
        sql ->
            sql.execute(
                "insert into seen_facts (fingerprint, facts) values (?, ?)"
                    + " on conflict (fingerprint) do nothing",
                fingerprint,
                text));
  }

  @Override
  public Optional<List<String>> of(String fingerprint) {
    return database
        .read(
            sql ->
                EventRows.isTable(sql, "seen_facts") // not in a record of an earlier version
                    ? sql.createQuery("select facts from seen_facts where fingerprint = :it")
                        .bind("it", fingerprint)
                        .mapTo(String.class)
                        .findOne()
                    : Optional.<String>empty())
        .filter(it -> Digest.of(it).equals(fingerprint))
        .map(it -> List.of(it.split("\n", -1)));
  }
}
