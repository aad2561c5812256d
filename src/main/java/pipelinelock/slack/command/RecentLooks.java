package pipelinelock.slack.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;

/** Looks, and remembers the newest of each environment for what has to be shown at once. */
public final class RecentLooks implements Looks {
  private final Looks looks;
  private final Map<EnvironmentName, Diagnosis> newest = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public RecentLooks(Looks looks) {
    this.looks = looks;
  }

  @Override
  public Diagnosis look(EnvironmentName environment) {
    var diagnosis = looks.look(environment);
    newest.put(environment, diagnosis);
    listeners.forEach(Runnable::run);
    return diagnosis;
  }

  /** Calls back after every look, in the thread that looked: the callback must be quick. */
  void onLook(Runnable listener) {
    listeners.add(listener);
  }

  /** What was seen last, however old; nothing is decided by it. */
  Optional<Diagnosis> newest(EnvironmentName environment) {
    return Optional.ofNullable(newest.get(environment));
  }
}
