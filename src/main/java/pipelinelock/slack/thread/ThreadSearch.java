package pipelinelock.slack.thread;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.slack.channel.Sent;

/** Finds the parts of a thread that are in Slack but not in the ledger. */
record ThreadSearch(SlackPosts posts, ThreadLedger ledger) {
  /** What came of a search. */
  sealed interface Result {
    /** All that is there is known now. */
    record Complete() implements Result {}

    /** The first message was found; with it, its replies can be looked at. */
    record OnlyRoot() implements Result {}

    /**
     * @param why never that it was done
     */
    record NotNow(Sent<?> why) implements Result {}
  }

  /**
   * Notes what is found.
   *
   * @param channel of the thread
   * @param known parts by their name
   * @param parts that there should be
   */
  Result adopt(IncidentId id, String channel, Map<String, Posted> known, List<Part> parts) {
    var root = Optional.ofNullable(known.get(Part.ROOT));
    var search =
        root.isPresent()
            ? posts.findReplies(channel, root.get().ts(), id)
            : posts.findRoot(channel, id);
    return switch (search) {
      case Sent.Done<Map<String, String>>(var found) -> {
        for (var part : parts) {
          // A reply in the channel itself is outside the thread.
          boolean isInPlace = root.isPresent() || part.name().equals(Part.ROOT);
          if (part.elsewhere().isEmpty() && isInPlace) {
            adopt(id, part, channel, found, known);
          }
        }
        yield root.isEmpty() && found.containsKey(Part.ROOT)
            ? new Result.OnlyRoot()
            : elsewhere(id, known, parts);
      }
      case Sent<Map<String, String>> why -> new Result.NotNow(why);
    };
  }

  private Result elsewhere(IncidentId id, Map<String, Posted> known, List<Part> parts) {
    for (var part : parts) {
      // Slack lets the bot read no conversation with a person: such a message may come twice.
      boolean isReadable = part.elsewhere().isPresent() && !part.isDirect();
      if (isReadable && !known.containsKey(part.name())) {
        String channel = part.elsewhere().get();
        switch (posts.findRoot(channel, id)) {
          case Sent.Done<Map<String, String>>(var found) -> adopt(id, part, channel, found, known);
          case Sent.Refused<Map<String, String>> _ -> {} // an alarm rather comes twice than never
          case Sent<Map<String, String>> why -> {
            return new Result.NotNow(why);
          }
        }
      }
    }
    return new Result.Complete();
  }

  private void adopt(
      IncidentId id,
      Part part,
      String channel,
      Map<String, String> found,
      Map<String, Posted> known) {
    String name = part.name();
    if (found.containsKey(name) && !known.containsKey(name)) {
      ledger.save(id, new Posted(name, channel, found.get(name), ThreadLedger.UNKNOWN));
    }
  }
}
