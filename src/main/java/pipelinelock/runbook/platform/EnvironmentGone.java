package pipelinelock.runbook.platform;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.incident.UnreadableRecord;

/**
 * Incidents are open in environments that the settings no longer name, so nobody could act on them.
 */
public final class EnvironmentGone extends IllegalStateException {
  EnvironmentGone(EnvironmentName name) {
    super(
        "the settings have no environment %s; restore it under that name until its incident is over"
            .formatted(name));
  }

  private EnvironmentGone(List<Incident> orphans) {
    super(orphans.stream().map(EnvironmentGone::line).collect(joining("\n")));
  }

  /**
   * To be asked before anything is taken up. What this version cannot read it leaves alone.
   *
   * @throws EnvironmentGone that names each incident, and the cure
   */
  public static void requireNone(Incidents incidents, Collection<EnvironmentName> configured) {
    var orphans = new ArrayList<Incident>();
    for (var id : incidents.open()) {
      try {
        incidents
            .find(id)
            .filter(it -> it.isOpen() && !configured.contains(it.environment()))
            .ifPresent(orphans::add);
      } catch (UnreadableRecord left) {
        // reported by the node that drives it
      }
    }
    if (!orphans.isEmpty()) {
      throw new EnvironmentGone(orphans);
    }
  }

  private static String line(Incident incident) {
    return "%1$s of %2$s is open (%3$s), but the settings no longer have the environment %2$s. Restore it under that name, let the incident end or end it with `/pipeline-lock cancel %1$s`, and only then rename or remove the environment."
        .formatted(incident.id(), incident.environment(), state(incident));
  }

  private static String state(Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ -> "it waits for approval";
      case Phase.Approved _ -> "it is approved, but nothing was done yet";
      case Phase.Running _ ->
          "it runs: %d of %d steps are over"
              .formatted(
                  incident.currentStep().orElse(incident.steps().size()), incident.steps().size());
      case Phase.Closed _ -> "it is over";
    };
  }
}
