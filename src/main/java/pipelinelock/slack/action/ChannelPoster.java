package pipelinelock.slack.action;

import pipelinelock.environment.RemoteFailure;
import pipelinelock.slack.message.Message;

/** Posts to everybody in a channel. */
public interface ChannelPoster {
  /**
   * Posts it.
   *
   * @throws RemoteFailure where Slack did not take it
   */
  void say(String channel, Message message);
}
