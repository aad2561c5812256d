package pipelinelock.slack.unproven;

import com.slack.api.model.Message.Metadata;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.ChannelMessages.Page;
import pipelinelock.slack.channel.PostReceipt;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;

/**
 * Posts something once in a place. If the ledger does not know it as posted, it looks for the post
 * first, because the answer to an earlier post may have been lost, or the process that had it.
 */
record OncePoster(ChannelMessages messages, ThreadLedger ledger, Banner banner) {
  private static final Logger LOG = LoggerFactory.getLogger(OncePoster.class);
  private static final String TYPE = "pipeline_lock_unproven";

  /**
   * Posts it, unless it is what was posted there last.
   *
   * @param digest equal for what is the same
   * @return whether all was done that can be done now; else try again soon
   */
  boolean tell(IncidentId id, ReportPlace place, String digest, Message message) {
    var last = last(id, place);
    if (last.filter(it -> it.digest().equals(digest)).isPresent()) {
      return true;
    }
    return switch (find(id, place, digest, last.map(Posted::ts).orElse(""))) {
      case Sent.Done<Optional<String>>(var found) when found.isPresent() ->
          told(id, place, found.get(), digest);
      case Sent.Slower<Optional<String>> _, Sent.InDoubt<Optional<String>> _ -> false;
      // It may be posted twice where the bot may not read; it is not left out.
      case Sent.Done<Optional<String>> _, Sent.Refused<Optional<String>> _ ->
          post(id, place, digest, message);
    };
  }

  /** What was posted there last, if anything was. */
  Optional<Posted> last(IncidentId id, ReportPlace place) {
    return ledger.posted(id).stream().filter(it -> it.part().equals(place.part())).findFirst();
  }

  private boolean post(IncidentId id, ReportPlace place, String digest, Message message) {
    var metadata =
        Metadata.builder()
            .eventType(TYPE)
            .eventPayload(Map.of("incident", id.toString(), "digest", digest))
            .build();
    var sent =
        messages.post(place.channel(), place.root(), banner.on(message), Optional.of(metadata));
    return switch (sent) {
      case Sent.Done<PostReceipt>(var receipt) -> told(id, place, receipt.ts(), digest);
      case Sent.Refused<PostReceipt>(var error) when place.root().isPresent() -> {
        LOG.warn("{}: its thread in {} takes nothing: {}", id, place.channel(), error);
        yield post(id, place.withoutThread(), digest, message);
      }
      case Sent.Refused<PostReceipt>(var error) -> {
        LOG.error(
            "{}: what is wrong with it could not be posted in {}: {}", id, place.channel(), error);
        yield true;
      }
      case Sent.Slower<PostReceipt> _, Sent.InDoubt<PostReceipt> _ -> false;
    };
  }

  private boolean told(IncidentId id, ReportPlace place, String ts, String digest) {
    ledger.save(id, new Posted(place.part(), place.channel(), ts, digest));
    return true;
  }

  /** The newest that says just this, and that came after what was posted last. */
  private Sent<Optional<String>> find(
      IncidentId id, ReportPlace place, String digest, String after) {
    Sent<Page> page =
        place.root().isPresent()
            ? replies(place.channel(), place.root().get())
            : messages.newest(place.channel(), "");
    return page.map(
        it ->
            it.messages().stream()
                .filter(message -> messages.isOurs(message) && says(message, id, digest))
                .map(com.slack.api.model.Message::getTs)
                .filter(ts -> ts.compareTo(after) > 0)
                .max(Comparator.naturalOrder()));
  }

  /** A thread comes from its oldest message on, so the last page counts. */
  private Sent<Page> replies(String channel, String root) {
    var page = messages.replies(channel, root, "");
    while (page instanceof Sent.Done<Page>(Page(List<com.slack.api.model.Message> _, var next))
        && !next.isEmpty()) {
      page = messages.replies(channel, root, next);
    }
    return page;
  }

  private static boolean says(com.slack.api.model.Message message, IncidentId id, String digest) {
    return Optional.ofNullable(message.getMetadata())
        .filter(it -> TYPE.equals(it.getEventType()))
        .map(Metadata::getEventPayload)
        .filter(it -> id.toString().equals(it.get("incident")) && digest.equals(it.get("digest")))
        .isPresent();
  }
}
