package pipelinelock.doctor;

import java.util.List;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;
import pipelinelock.wording.UtcTime;

/** Checks a lock repository: that it can be read, and where the lock is. */
public record LockChecks(CheckContext context, LockPool pool) {
  public RemoteChecks part() {
    return new RemoteChecks(
        context.chapter(), context.check("lock repository", () -> judge(pool.read())), List.of());
  }

  private Finding judge(PoolLock lock) {
    String since =
        lock.moved()
            .map(it -> " since %s (commit %s)".formatted(UtcTime.of(it.at()), it.shortId()))
            .orElse("");
    String name = lock.pool() + "/" + lock.name();
    return switch (lock.place()) {
      case CLAIMED ->
          Finding.ok(
              "%s is claimed by %s%s"
                  .formatted(name, lock.holder().map(Object::toString).orElse("no build"), since));
      case UNCLAIMED -> Finding.ok("%s is unclaimed%s".formatted(name, since));
      case BOTH ->
          Finding.fail(
              name + " is in both folders" + since,
              "leave it in exactly one folder: no build can claim or release it");
      case NEITHER ->
          Finding.fail(
              name + " is in neither folder" + since,
              "check pool and name in %s, or add the lock's file".formatted(context.place()));
    };
  }
}
