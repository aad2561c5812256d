package pipelinelock.audit.checkpoint;

import java.util.List;
import pipelinelock.audit.HashChain;

/**
 * One hash over the hashes of all covered events, in the order in which checkpoints covered them:
 * SHA-256 over the hash so far, a newline, and the next event's hash.
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
