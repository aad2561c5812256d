package pipelinelock.store.click;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.store.Database;

/** Needs: {@link Database}. Gives: {@link ShownCards}. */
public final class ClickStoreModule extends AbstractModule {
  @Provides
  @Singleton
  ShownCards shownCards(Database database) {
    return new SqlShownCards(database);
  }
}
