package pipelinelock.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import pipelinelock.secrecy.KnownSecrets;

/**
 * Writes log lines without secrets, stack traces included: the causes of a failure contain what
 * remotes and libraries said, unchanged.
 */
public final class DiscreetEncoder extends EncoderBase<ILoggingEvent> {
  private final LogLine line = new LogLine();

  @Override
  public void start() {
    line.setContext(getContext());
    line.start();
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return KnownSecrets.hide(line.doLayout(event)).getBytes(UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
