package pipelinelock;

import static org.awaitility.pollinterval.IterativePollInterval.iterative;

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

  /** Between the first two looks; each pause after it is half as long again. */
  private static final Duration FIRST = Duration.ofMillis(5);

  private static final Duration LAST = Duration.ofMillis(100);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(iterative(Patience::longer, FIRST));
    // Several classes share a process: an exception that ends a thread of another test (JGit's
    // server
    // side of a file:// push throws one when its client goes away) says nothing of this one.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  /** Most waits are short, and a look of a long one may ask a database. */
  private static Duration longer(Duration pause) {
    var next = pause.multipliedBy(3).dividedBy(2);
    return next.compareTo(LAST) > 0 ? LAST : next;
  }
}
