package pipelinelock.runbook.platform;

import java.util.List;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.AbortRecord;
import pipelinelock.diagnosis.look.LookedAt;
import pipelinelock.diagnosis.look.Sources;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.leftover.EarlierIncidents;
import pipelinelock.leftover.Leftovers;

/**
 * The configured platforms, to be looked at together with the bot's own record.
 *
 * @param aborts of the record
 * @param earlierIncidents of the same record
 */
public record LookedAtPlatforms(
    Platforms platforms, AbortRecord aborts, EarlierIncidents earlierIncidents)
    implements LookedAt {
  @Override
  public Sources sources(EnvironmentName name) {
    var platform = platforms.get(name);
    return new Sources(
        platform.environment(),
        platform.lockPool(),
        platform.pipelineReader(),
        platform.directorReader(),
        aborts);
  }

  @Override
  public Diagnosis withLeftovers(EnvironmentName name, Diagnosis diagnosis) {
    try {
      return Leftovers.in(diagnosis, earlierIncidents.newest(name));
    } catch (RemoteFailure e) {
      return diagnosis.noting(
          List.of(
              "What earlier incidents left undone is not known: %s.".formatted(e.getMessage())));
    }
  }

  @Override
  public List<String> notes(EnvironmentName name) {
    return platforms.notes(name);
  }
}
