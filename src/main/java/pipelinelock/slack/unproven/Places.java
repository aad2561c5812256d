package pipelinelock.slack.unproven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.slack.thread.Part;

/**
 * Finds the channels in which people must be notified of an unproved incident. The channel in the
 * incident's own record is not used, because somebody may have written it.
 *
 * @param channels the incident channel of each environment
 * @param second the second channel of an environment, for extraordinary news
 */
public record Places(
    ThreadLedger ledger,
    Map<EnvironmentName, String> channels,
    Function<EnvironmentName, Optional<String>> second) {
  private static final String HERE = "unproven";
  private static final String BESIDE = "unproven-beside";

  public Places {
    channels = Map.copyOf(channels);
  }

  /**
   * Every one; where nobody can say which environment it belongs to, the channels of all
   * environments.
   */
  List<ReportPlace> of(IncidentId id, Optional<EnvironmentName> environment) {
    var places = new ArrayList<ReportPlace>();
    thread(id)
        .or(
            () ->
                environment
                    .map(channels::get)
                    .map(it -> new ReportPlace(HERE, it, Optional.empty())))
        .ifPresentOrElse(places::add, () -> places.addAll(everywhere()));
    environment
        .flatMap(second)
        .filter(it -> places.stream().noneMatch(place -> place.channel().equals(it)))
        .ifPresent(it -> places.add(new ReportPlace(BESIDE, it, Optional.empty())));
    return places;
  }

  private Optional<ReportPlace> thread(IncidentId id) {
    return ledger.posted(id).stream()
        .filter(it -> it.part().equals(Part.ROOT) && !it.ts().isEmpty())
        .findFirst()
        .map(it -> new ReportPlace(HERE, it.channel(), Optional.of(it.ts())));
  }

  private List<ReportPlace> everywhere() {
    return channels.values().stream()
        .distinct()
        .sorted()
        .map(it -> new ReportPlace(HERE + "-" + it, it, Optional.empty()))
        .toList();
  }
}
