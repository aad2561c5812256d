package pipelinelock.doctor;

import java.util.List;
import pipelinelock.tunnel.Tunnel;

/**
 * Checks the connection to a Director's network before the Director itself: that the proxy or
 * jumpbox is reachable and the right one, and lets the bot in.
 *
 * @param name {@code jumpbox} or {@code proxy}
 */
public record WayCheck(CheckContext context, String name, Tunnel tunnel) {
  /** By itself: where the Director behind it cannot be tried. */
  public RemoteChecks part() {
    return new RemoteChecks(context.chapter(), check(), List.of());
  }

  Check check() {
    // Less than the check itself may take, so that it can say what was slow.
    var limit = context.limits().usual().multipliedBy(9).dividedBy(10);
    return context.check(name, () -> Finding.ok(tunnel.greet(limit)));
  }
}
