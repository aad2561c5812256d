package pipelinelock.incident.refusal;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.IncidentId;

/**
 * Something that was refused to somebody.
 *
 * @param act what the person wanted, named like its command
 * @param incident which one it was about, if any
 * @param environment which one it was about, where that is known
 */
public record Refusal(
    UserId by,
    String act,
    Optional<IncidentId> incident,
    Optional<EnvironmentName> environment,
    Code code) {}
