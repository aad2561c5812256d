package pipelinelock.audit.trial;

import java.util.function.Supplier;

/**
 * One thing that is tried of a key or of a witness. It changes nothing there.
 *
 * @param name the same for ever, since scripts look for it: {@code witness s3 lock}
 * @param look may throw {@link pipelinelock.environment.RemoteFailure}
 */
public record Trial(String name, Supplier<Outcome> look) {}
