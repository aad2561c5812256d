package pipelinelock;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long a test waits for what it expects, where it does not say so itself: long, because on a
 * busy machine all takes longer, and only a test that fails waits to the end. Found by Jupiter
 * itself, for every test.
 */
public final class Patience implements BeforeAllCallback {
  /** For tests that name it. */
  public static final Duration LIMIT = Duration.ofMinutes(1);

  /** Between two looks. Awaitility's own is 100 ms, and it waits as long before the first one. */
  private static final Duration LOOK = Duration.ofMillis(10);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(LOOK);
    // Four classes share a process: an exception that ends a thread of another test (JGit's server
    // side of a file:// push throws one when its client goes away) says nothing of this one.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }
}
