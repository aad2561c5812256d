package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import java.util.List;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.runbook.twin.Twins;

/** Checks whether another environment is the same Director and deployment under another name. */
public record TwinCheck(CheckContext context, EnvironmentName environment, Twins twins) {
  /** Asks the Directors, by the ways that the bot has. */
  public RemoteChecks part() {
    return new RemoteChecks(
        context.chapter(), context.check("bosh twins", this::finding), List.of());
  }

  private Finding finding() {
    var found = twins.look(environment);
    if (found.same().isPresent()) {
      return Finding.fail(
          found.same().get(), "correct bosh.url or bosh.deployment of one of the two");
    }
    return found.untold().isEmpty()
        ? Finding.ok("no other environment has the same Director and deployment")
        : Finding.warn(
            "not known: whether %s has the same Director and deployment"
                .formatted(
                    found.untold().stream().map(EnvironmentName::value).collect(joining(", "))),
            "see the row of its Director's reach");
  }
}
