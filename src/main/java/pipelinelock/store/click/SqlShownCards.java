package pipelinelock.store.click;

import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.store.database.Database;

/** The shown versions of messages in a SQL table. */
public final class SqlShownCards implements ShownCards {
  private final Database database;

  public SqlShownCards(Database database) {
    this.database = database;
  }

  @Override
  public void add(IncidentId incident, String part, String digest) {
    database.write(
        sql ->
            sql.execute(
                "insert into shown_card (incident, part, digest) values (?, ?, ?)"
                    + " on conflict (incident, part, digest) do nothing",
                incident.number(),
                part,
                digest));
  }

  @Override
  public Set<String> of(IncidentId incident, String part) {
    return database.read(
        sql ->
            sql
                .createQuery(
                    "select digest from shown_card where incident = :incident and part = :part")
                .bind("incident", incident.number())
                .bind("part", part)
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
  }
}
