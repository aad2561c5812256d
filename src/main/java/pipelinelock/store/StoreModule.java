package pipelinelock.store;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.InstantSource;
import pipelinelock.incident.FreezeRecord;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.RequestLedger;
import pipelinelock.incident.ThreadLedger;
import pipelinelock.runbook.twin.HeldThings;
import pipelinelock.watch.Mutes;
import pipelinelock.watch.WatchLedger;
import pipelinelock.watch.WatchTurns;

/**
 * Needs: {@link InstantSource}. Gives: {@link IncidentRecord}, {@link ThreadLedger}, {@link
 * FreezeRecord}, {@link IncidentLeases}, {@link HeldThings}, {@link WatchLedger}, {@link
 * WatchTurns}, {@link Mutes}, {@link Membership}, {@link RecordUpkeep}, {@link Database}.
 */
public final class StoreModule extends AbstractModule {
  private final Database database;
  private final Membership membership;

  /**
   * @param membership how it is shared with other processes
   */
  public StoreModule(Database database, Membership membership) {
    this.database = database;
    this.membership = membership;
  }

  @Override
  protected void configure() {
    bind(Database.class).toInstance(database);
    bind(Membership.class).toInstance(membership);
  }

  @Provides
  @Singleton
  IncidentLeases leases(Membership membership) {
    return membership.leases();
  }

  @Provides
  @Singleton
  IncidentRecord incidentRecord(Database database, InstantSource clock) {
    return new SqlIncidentRecord(database, clock);
  }

  @Provides
  RecordUpkeep upkeep(InstantSource clock) {
    return new RecordUpkeep(database, clock);
  }

  @Provides
  @Singleton
  HeldThings heldThings() {
    return new SqlHeldThings(database);
  }

  @Provides
  @Singleton
  FreezeRecord freezeRecord(InstantSource clock) {
    return new SqlFreezes(database, clock);
  }

  @Provides
  @Singleton
  ThreadLedger threadLedger(Database database) {
    return new SqlThreadLedger(database);
  }

  @Provides
  @Singleton
  WatchTurns watchTurns() {
    return membership.turns();
  }

  @Provides
  @Singleton
  WatchLedger watchLedger() {
    return new SqlWatchLedger(database);
  }

  @Provides
  @Singleton
  Mutes mutes() {
    return new SqlMutes(database);
  }

  @Provides
  @Singleton
  RequestLedger requestLedger(Database database) {
    return new SqlRequestLedger(database);
  }
}
