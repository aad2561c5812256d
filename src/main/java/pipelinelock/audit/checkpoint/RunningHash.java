package pipelinelock.audit.checkpoint;

import java.util.List;
import pipelinelock.audit.HashChain;

/**
 * One hash over the hashes of events, in the order in which checkpoints took them in: SHA-256 over
 * the one so far, a line's end, and the next event's.
 */
final class RunningHash {
  static final String START = HashChain.START;

  private RunningHash() {}

  static String over(String soFar, List<String> hashes) {
    var root = soFar;
    for (var hash : hashes) {
      root = Digest.of(root + "\n" + hash);
    }
    return root;
  }
}
