package pipelinelock.incident;

import java.util.Optional;
import pipelinelock.environment.UserId;

/** The append-only record of freezes. When a method returns, its change is on disk. */
public interface FreezeRecord {
  /** The freeze that holds; empty when it is proved that none does. */
  Optional<Freeze> current();

  /**
   * Records that new acts are refused from now on, or allowed again.
   *
   * @return false when it was so already
   */
  boolean change(boolean frozen, UserId by, String reason);
}
