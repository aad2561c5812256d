package pipelinelock.runbook.platform;

import java.util.List;
import java.util.function.Supplier;

/**
 * How an environment is reached. Its clients may change while the bot runs; its name never does.
 */
public interface Reach {
  /** The environment with the clients of this moment. */
  Platform now();

  /** Does this while the clients stay as they are: what is looked at is what is acted on. */
  default <T> T steady(Supplier<T> decision) {
    return decision.get();
  }

  /** What people should know of its values, a sentence each. */
  default List<String> notes() {
    return List.of();
  }
}
