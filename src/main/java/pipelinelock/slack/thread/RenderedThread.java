package pipelinelock.slack.thread;

import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.IncidentThread.Moment;

/**
 * The messages of one incident's thread as they were last rendered. They are sent one at a time and
 * each check needs all of them, so they are rendered again only when they would read differently.
 * Not thread-safe.
 */
final class RenderedThread {
  private final IncidentThread thread;
  private final Banner banner;
  private Optional<Moment> moment = Optional.empty();
  private boolean again;
  private List<Part> parts = List.of();

  RenderedThread(IncidentThread thread, Banner banner) {
    this.thread = thread;
    this.banner = banner;
  }

  /**
   * The messages in order, each with the banner.
   *
   * @param events the whole record of the incident
   * @param anew whether an earlier thread was gone, which the first message then says
   */
  List<Part> parts(Incident incident, List<Recorded> events, boolean anew) {
    var now = thread.moment(incident, events);
    if (now.isEmpty() || !now.equals(moment) || anew != again) {
      parts =
          thread.parts(incident, events).stream()
              .map(part -> anew && part.name().equals(Part.ROOT) ? part.again() : part)
              .map(part -> part.with(banner.on(part.message())))
              .toList();
      moment = now;
      again = anew;
    }
    return parts;
  }
}
