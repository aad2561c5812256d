package pipelinelock.store;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.ThreadLedger;

/**
 * Needs: {@link InstantSource}. Gives: {@link IncidentRecord}, {@link ThreadLedger}, {@link
 * Database}.
 */
public final class StoreModule extends AbstractModule {
  private final Path file;

  public StoreModule(Path file) {
    this.file = file;
  }

  @Provides
  @Singleton
  Database database() {
    return Database.open(file);
  }

  @Provides
  @Singleton
  IncidentRecord incidentRecord(Database database, InstantSource clock) {
    return new SqlIncidentRecord(database, clock);
  }

  @Provides
  @Singleton
  ThreadLedger threadLedger(Database database) {
    return new SqlThreadLedger(database);
  }
}
