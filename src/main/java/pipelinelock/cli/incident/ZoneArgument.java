package pipelinelock.cli.incident;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The time zone of local times as people type it. */
final class ZoneArgument {
  private ZoneArgument() {}

  /** The one that was typed, else this machine's. */
  static ZoneId of(CommandSpec spec, Optional<String> typed) {
    try {
      return typed.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--zone is a name like Europe/London, not '%s'".formatted(typed.orElse("")),
          e);
    }
  }
}
