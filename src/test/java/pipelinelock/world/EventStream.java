package pipelinelock.world;

import java.util.List;
import java.util.Map;

/**
 * The events of a build. The stream of a completed build has an end; every other just stays open,
 * and so does the connection after an end.
 */
final class EventStream {
  private EventStream() {}

  static Told of(BuildFact build, Ask ask) {
    var text = new StringBuilder();
    int first = ask.header("last-event-id").map(it -> Integer.parseInt(it) + 1).orElse(0);
    List<EventFact> events = build.reaped() ? List.of() : build.events();
    for (int id = first; id < events.size(); id++) {
      text.append(events.get(id).frame(id));
    }
    if (!build.isOpen()) {
      text.append("id: %d\nevent: end\ndata\n\n".formatted(Math.max(first, events.size())));
    }
    return new Told(200, headers(), text.toString(), true);
  }

  static Map<String, List<String>> headers() {
    return Map.of(
        "Content-Type",
        List.of("text/event-stream; charset=utf-8"),
        "Cache-Control",
        List.of("no-cache, no-store, must-revalidate"),
        "X-Atc-Stream-Version",
        List.of("2.0"));
  }
}
