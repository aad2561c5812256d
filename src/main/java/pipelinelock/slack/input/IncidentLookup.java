package pipelinelock.slack.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.ledger.ThreadLedger;

/** Finds the incident that a message is about, from where the message is. */
public final class IncidentLookup {
  private final Directory directory;
  private final Incidents incidents;
  private final ThreadLedger ledger;

  public IncidentLookup(Directory directory, Incidents incidents, ThreadLedger ledger) {
    this.directory = directory;
    this.incidents = incidents;
    this.ledger = ledger;
  }

  /** The incident of the thread, or the only open one of the channel. */
  public Optional<Incident> of(String channel, String root) {
    var open =
        here(channel).stream().flatMap(it -> incidents.shownIn(it).incident().stream()).toList();
    return ofThread(channel, root)
        .or(() -> open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty());
  }

  /** The incident of the thread first, then the open ones: of the channel, then all others. */
  public List<Incident> candidates(String channel, String root) {
    var all = new ArrayList<>(ofThread(channel, root).stream().toList());
    here(channel).forEach(it -> incidents.shownIn(it).incident().ifPresent(all::add));
    all.addAll(incidents.openOnes());
    var seen = new ArrayList<IncidentId>();
    all.removeIf(it -> seen.contains(it.id()) || !seen.add(it.id()));
    return all;
  }

  public boolean isIncidentChannel(String channel) {
    return !here(channel).isEmpty();
  }

  private Optional<Incident> ofThread(String channel, String root) {
    return ledger.incidentAt(channel, root).flatMap(incidents::find);
  }

  private List<EnvironmentName> here(String channel) {
    return directory.channels().entrySet().stream()
        .filter(it -> it.getValue().equals(channel))
        .map(Map.Entry::getKey)
        .toList();
  }
}
