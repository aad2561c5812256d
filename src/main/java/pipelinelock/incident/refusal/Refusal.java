package pipelinelock.incident.refusal;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.IncidentId;

/**
 * That somebody was refused something.
 *
 * @param act what was wanted, as the command for it is called
 * @param incident which one it was about, if any
 * @param environment which one it was about, where that is known
 */
public record Refusal(
    UserId by,
    String act,
    Optional<IncidentId> incident,
    Optional<EnvironmentName> environment,
    Code code) {}
