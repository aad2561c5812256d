package pipelinelock.slack.channel;

import java.util.List;
import java.util.Optional;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** Sentences in a channel that no incident is about. */
public record Announcements(ChannelMessages channels, Banner banner) {
  /**
   * Says it in a channel, once.
   *
   * @param text as it came from outside
   * @throws RemoteFailure when it may not have been said
   */
  public void say(String channel, String text) {
    var message = banner.on(new Message(Mrkdwn.escape(text), List.of()));
    var sent = channels.post(channel, Optional.empty(), message, Optional.empty());
    switch (sent) {
      case Sent.Done<PostReceipt> _ -> {}
      case Sent.Slower<PostReceipt> _ ->
          throw new RemoteFailure(Kind.BUSY, "Slack has too much to do just now");
      case Sent.InDoubt<PostReceipt>(var why) -> throw new RemoteFailure(Kind.UNREACHABLE, why);
      case Sent.Refused<PostReceipt>(var error) ->
          throw new RemoteFailure(Kind.REFUSED, "Slack refused it: " + error);
    }
  }
}
