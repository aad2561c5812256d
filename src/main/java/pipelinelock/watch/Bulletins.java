package pipelinelock.watch;

import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.RemoteFailure;

/**
 * The watcher's posts. Every method throws {@link RemoteFailure} if the post may not have happened.
 */
public interface Bulletins {
  /** Slack's id of the post with the notice's label, if the channel shows one. */
  Optional<String> find(Notice notice);

  /** Posts, and gives Slack's id of the post. */
  String post(Notice notice, Trouble trouble, Diagnosis seen);

  /**
   * Makes the post show what is seen now.
   *
   * @param aloud whether a reply says that the state's name is another one now
   */
  void update(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud);

  /**
   * Makes the post say that it is over, and takes its button away.
   *
   * @param aloud whether a reply says so too
   */
  void end(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud);
}
