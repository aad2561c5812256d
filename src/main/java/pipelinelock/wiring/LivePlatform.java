package pipelinelock.wiring;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Reach;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.live.LiveEnvironment;

/**
 * An environment whose clients are replaced when its values are; never in the middle of a decision.
 */
final class LivePlatform implements Reach {
  private final LiveEnvironment values;
  private final PlatformWiring wiring;
  private final ReentrantLock deciding = new ReentrantLock();
  private volatile Platform platform;

  LivePlatform(LiveEnvironment values, PlatformWiring wiring) {
    this.values = values;
    this.wiring = wiring;
    this.platform = wiring.platform(values.now(), values);
  }

  /** From now on follows the values. */
  void begin() {
    values.begin(this::take);
  }

  private void take(EnvironmentSettings anew) {
    var next = wiring.platform(anew, values);
    deciding.lock();
    try {
      platform = next;
    } finally {
      deciding.unlock();
    }
  }

  @Override
  public Platform now() {
    return platform;
  }

  @Override
  public <T> T steady(Supplier<T> decision) {
    deciding.lock();
    try {
      return decision.get();
    } finally {
      deciding.unlock();
    }
  }

  @Override
  public List<String> notes() {
    return values.notes();
  }
}
