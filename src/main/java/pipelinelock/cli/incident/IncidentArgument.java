package pipelinelock.cli.incident;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import pipelinelock.incident.IncidentId;

/** The number of an incident as people type it. */
final class IncidentArgument {
  private IncidentArgument() {}

  /** {@code INC-42} of {@code inc-42} or {@code 42}. */
  static IncidentId of(CommandSpec spec, String typed) {
    return IncidentId.parse(typed)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "'%s' is no incident; write INC-42".formatted(typed)));
  }
}
