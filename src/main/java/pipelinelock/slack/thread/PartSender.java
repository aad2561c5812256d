package pipelinelock.slack.thread;

import java.util.Optional;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.slack.channel.PostReceipt;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.thread.PostedParts.Filled;

/** Fills what one incident's messages lack, in Slack. */
record PartSender(IncidentId id, SlackPosts posts, PostedParts told) {
  /**
   * Sends what is lacking, and notes what was shown in it.
   *
   * @param root the message that it is a reply to; empty for one outside the thread
   */
  Sent<Filled> fill(MissingPart lack, Optional<String> root) {
    var label = new Label(id, lack.part().name());
    String channel = lack.channel();
    String ts = lack.posted().map(Posted::ts).orElse("");
    told.sending(lack);
    return switch (lack.act()) {
      case POST -> card(lack, inThread(root, posts.post(channel, root, lack.part(), label)));
      case UPLOAD -> posts.upload(channel, root, lack.part()).map(of -> Filled.at(channel, of));
      case EDIT -> card(lack, posts.edit(channel, ts, lack.part(), label));
      case PIN -> posts.pin(channel, ts).map(_ -> Filled.at(channel, ts));
      case UNPIN -> posts.unpin(channel, ts).map(_ -> Filled.at(channel, ts));
      case LINK -> posts.link(channel, ts).map(link -> new Filled(channel, ts, link));
    };
  }

  /** A reply that Slack put outside the thread is none. */
  private Sent<PostReceipt> inThread(Optional<String> root, Sent<PostReceipt> sent) {
    return sent.then(
        receipt ->
            receipt.isIn(root) || !told.mayBeginAnew()
                ? new Sent.Done<>(receipt)
                : new Sent.Refused<>(RefusedPart.BESIDE));
  }

  private Sent<Filled> card(MissingPart lack, Sent<PostReceipt> sent) {
    return sent.map(
        receipt -> {
          told.taken(lack, receipt);
          return Filled.at(receipt.channel().orElse(lack.channel()), receipt.ts());
        });
  }
}
