package pipelinelock.doctor;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * One thing to test.
 *
 * @param name {@code bosh reach}; never changes, because scripts look for it
 * @param limit how long it may take
 * @param place the settings key that it is about, {@code environments.dev04.bosh}
 * @param look changes nothing; may throw {@link pipelinelock.environment.RemoteFailure}
 */
record Check(String name, Duration limit, String place, Supplier<Finding> look) {}
