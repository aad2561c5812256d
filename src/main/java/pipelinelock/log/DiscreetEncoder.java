package pipelinelock.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import pipelinelock.secrecy.KnownSecrets;

/**
 * Writes log lines without secrets, stack traces included: the causes of a failure carry what
 * remotes and libraries said, as they said it. Named in {@code logback.xml}.
 */
public final class DiscreetEncoder extends PatternLayoutEncoder {
  @Override
  public byte[] encode(ILoggingEvent event) {
    return KnownSecrets.hide(getLayout().doLayout(event)).getBytes(UTF_8);
  }
}
