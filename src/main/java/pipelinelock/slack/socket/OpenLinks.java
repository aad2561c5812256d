package pipelinelock.slack.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The connections that are open, the newest last; its owner guards it. */
final class OpenLinks {
  private final SocketPace pace;
  private final List<SocketLink> open = new ArrayList<>();

  OpenLinks(SocketPace pace) {
    this.pace = pace;
  }

  int count() {
    return open.size();
  }

  void add(SocketLink link) {
    open.add(link);
  }

  void remove(SocketLink link) {
    open.remove(link);
  }

  void closeAll() {
    open.forEach(SocketLink::close);
    open.clear();
  }

  /** How long it may stay like this before another one is opened. */
  Duration untilRenewal() {
    return newest()
        .filter(it -> !it.isLeaving())
        .map(it -> pace.renewal(lasts(it)).minus(it.age()))
        .orElse(Duration.ZERO);
  }

  /** How long until one that has a successor is over; very long where none has one. */
  Duration untilOneIsOver() {
    return succeeded().map(this::rest).min(Duration::compareTo).orElse(Duration.ofDays(1));
  }

  /** Closes those that have a successor, and that Slack has forgotten to end. */
  boolean closedOneThatIsOver() {
    var over = succeeded().filter(it -> !rest(it).isPositive()).toList();
    over.forEach(SocketLink::close);
    return open.removeAll(over);
  }

  private Stream<SocketLink> succeeded() {
    return open.stream().limit(Math.max(0, open.size() - 1));
  }

  private Duration rest(SocketLink link) {
    return pace.outlived(lasts(link)).minus(link.age());
  }

  private Optional<SocketLink> newest() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.getLast());
  }

  private Duration lasts(SocketLink link) {
    return link.hello().lasts().orElse(pace.life());
  }
}
