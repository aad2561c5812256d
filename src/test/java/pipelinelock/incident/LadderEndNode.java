package pipelinelock.incident;

import java.util.Optional;

/**
 * A process in {@link LadderEndModel}.
 *
 * @param read how many events it had read when it looked last; {@link #NOTHING} = it never did
 * @param sight what it saw then; empty = it has to look
 * @param slept whether it has stood still since
 * @param check whether it has asked since whether the lease is still its own
 * @param unsent the label of the intent that it wrote and has not sent
 * @param awaits the label of the start whose answer it waits for, or {@link #PUSH}; empty = none
 */
record LadderEndNode(
    String name,
    boolean paused,
    boolean gone,
    int read,
    Optional<EndWorld> sight,
    boolean slept,
    Check check,
    String unsent,
    String awaits) {
  static final int NOTHING = -1;
  static final String PUSH = "a release";

  enum Check {
    NONE,
    ON_A_FRESH_LOOK,
    /** It had stood still since its look. */
    STALE
  }

  static LadderEndNode fresh(String name) {
    return new LadderEndNode(
        name, false, false, NOTHING, Optional.empty(), false, Check.NONE, "", "");
  }

  boolean isAwake() {
    return !paused && !gone;
  }

  boolean isUpToDate(int size, EndWorld now) {
    return read == size && !slept && sight.equals(Optional.of(now));
  }

  LadderEndNode looks(int size, EndWorld seen) {
    return new LadderEndNode(
        name, paused, gone, size, Optional.of(seen), false, Check.NONE, unsent, awaits);
  }

  LadderEndNode checks() {
    var how = slept ? Check.STALE : Check.ON_A_FRESH_LOOK;
    return new LadderEndNode(name, paused, gone, read, sight, slept, how, unsent, awaits);
  }

  /** It looks again before it sends. */
  LadderEndNode intends(String label) {
    return new LadderEndNode(
        name, paused, gone, NOTHING, Optional.empty(), false, Check.NONE, label, awaits);
  }

  LadderEndNode sends(String label) {
    return new LadderEndNode(
        name, paused, gone, read, Optional.empty(), false, Check.NONE, "", label);
  }

  LadderEndNode pushes() {
    return new LadderEndNode(
        name, paused, gone, read, Optional.empty(), false, Check.NONE, unsent, PUSH);
  }

  /** It reads and looks before it does anything else; what it waited for is over. */
  LadderEndNode forgets() {
    return new LadderEndNode(
        name, paused, gone, NOTHING, Optional.empty(), false, Check.NONE, unsent, "");
  }

  LadderEndNode stops() {
    return new LadderEndNode(name, true, gone, read, sight, slept, check, unsent, awaits);
  }

  LadderEndNode wakes() {
    return new LadderEndNode(
        name, false, gone, read, sight, sight.isPresent(), check, unsent, awaits);
  }

  LadderEndNode ends() {
    return new LadderEndNode(
        name, false, true, NOTHING, Optional.empty(), false, Check.NONE, "", "");
  }
}
