package pipelinelock.audit.trial;

import java.util.function.Supplier;

/**
 * One property of a key or a witness that {@code check-config} tests. A trial changes nothing.
 *
 * @param name never changes, because scripts look for it: {@code witness s3 lock}
 * @param look may throw {@link pipelinelock.environment.RemoteFailure}
 */
public record Trial(String name, Supplier<TrialOutcome> look) {}
