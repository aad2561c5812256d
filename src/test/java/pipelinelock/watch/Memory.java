package pipelinelock.watch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;

/** The watcher's memory without a database. */
final class Memory implements WatchLedger {
  private final Map<EnvironmentName, WatchState> states = new ConcurrentHashMap<>();

  @Override
  public WatchState find(EnvironmentName environment) {
    return states.getOrDefault(environment, WatchState.NOTHING);
  }

  @Override
  public synchronized boolean save(EnvironmentName environment, WatchState state) {
    if (find(environment).version() != state.version()) {
      return false;
    }
    states.put(environment, state.saved());
    return true;
  }

  /** Nothing is posted. */
  static final class NoBulletins implements Bulletins {
    @Override
    public Optional<String> find(Notice notice) {
      throw new AssertionError("nothing is looked for");
    }

    @Override
    public String post(Notice notice, Trouble trouble, Diagnosis seen) {
      throw new AssertionError("nothing is posted");
    }

    @Override
    public void update(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {
      throw new AssertionError("nothing is edited");
    }

    @Override
    public void end(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {
      throw new AssertionError("nothing ends");
    }
  }
}
