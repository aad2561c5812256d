package pipelinelock.store;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.InstantSource;
import java.util.function.Supplier;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.RequestLedger;
import pipelinelock.incident.ThreadLedger;

/**
 * Needs: {@link InstantSource}. Gives: {@link IncidentRecord}, {@link ThreadLedger}, {@link
 * Database}.
 */
public final class StoreModule extends AbstractModule {
  private final Supplier<Database> database;

  /**
   * @param database opens it; asked once
   */
  public StoreModule(Supplier<Database> database) {
    this.database = database;
  }

  @Provides
  @Singleton
  Database database() {
    return database.get();
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

  @Provides
  @Singleton
  RequestLedger requestLedger(Database database) {
    return new SqlRequestLedger(database);
  }
}
