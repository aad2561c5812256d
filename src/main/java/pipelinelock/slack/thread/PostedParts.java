package pipelinelock.slack.thread;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.proof.ShownCards;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.PostReceipt;
import pipelinelock.slack.thread.MissingPart.Act;

/** What the ledger knows about one incident's thread. */
record PostedParts(IncidentId id, ThreadLedger ledger, ShownCards cards) {
  /** The ledger's name for how often the thread was begun again. */
  private static final String ANEW = "anew";

  private static final int MOST_THREADS = 3;

  /** By the names of the parts, and of their pins. */
  Map<String, Posted> known() {
    return ledger.posted(id).stream()
        .filter(it -> !it.isLost())
        .collect(toMap(Posted::part, Function.identity()));
  }

  /** The address of the first message; empty where Slack has not given it. */
  static Optional<String> link(Map<String, Posted> known) {
    return Optional.ofNullable(known.get(Part.ROOT_LINK))
        .map(Posted::digest)
        .filter(Part::isAddress);
  }

  /** Whether all is as it stays, where one person alone sees it. */
  static boolean areDirectsLast(Map<String, Posted> known) {
    return known.values().stream()
        .filter(it -> Part.isDirect(it.part()))
        .allMatch(it -> it.digest().equals(Part.ONCE) || it.digest().equals(MissingPart.REFUSED));
  }

  /** Whether the thread was begun again once, because an earlier one was gone. */
  static boolean isAnew(Map<String, Posted> known) {
    return known.containsKey(ANEW);
  }

  /** Whether another thread may be begun: where Slack loses each of them, that helps nobody. */
  boolean mayBeginAnew() {
    return threads(known()) < MOST_THREADS;
  }

  /**
   * Forgets all messages of the thread, which begins again with its first one.
   *
   * @param parts all that the thread has
   */
  void beginAnew(String channel, List<Part> parts) {
    var known = known();
    ledger.save(id, new Posted(ANEW, channel, "", Integer.toString(threads(known) + 1)));
    parts.stream()
        .filter(part -> part.elsewhere().isEmpty())
        .flatMap(part -> Stream.of(part.name(), part.pin(), part.link()))
        .map(known::get)
        .filter(Objects::nonNull)
        .forEach(
            it -> ledger.save(id, new Posted(it.part(), it.channel(), it.ts(), ThreadLedger.LOST)));
  }

  private static int threads(Map<String, Posted> known) {
    return Optional.ofNullable(known.get(ANEW))
        .map(Posted::digest)
        .map(Integer::parseInt)
        .orElse(0);
  }

  /**
   * Notes what is about to be sent, where people may press a button in it: that comes first, so
   * that no end of the process leaves a card of the bot's in Slack that the bot does not know, or
   * takes for somebody else's.
   */
  void sending(MissingPart lack) {
    if (isCard(lack)) {
      cards.add(id, lack.part().name(), ChannelMessages.digest(lack.part().message()));
      lack.posted().ifPresent(it -> ledger.save(id, it.withUnknownContent()));
    }
  }

  /** Notes how Slack repeats what it took: so it comes back with a click. */
  void taken(MissingPart lack, PostReceipt receipt) {
    if (isCard(lack)) {
      receipt.shown().ifPresent(it -> cards.add(id, lack.part().name(), it));
    }
  }

  private static boolean isCard(MissingPart lack) {
    return (lack.act() == Act.POST || lack.act() == Act.EDIT) && lack.part().hasButtons();
  }

  /** Whether each version of it that people may still see is known. */
  boolean isKnown(Part part) {
    return !part.hasButtons() || !cards.of(id, part.name()).isEmpty();
  }

  /** Notes that it is filled. */
  void filled(MissingPart lack, Filled filled) {
    var digest =
        switch (lack.act()) {
          case POST, UPLOAD, EDIT -> lack.part().digest();
          case PIN -> MissingPart.PINNED;
          case UNPIN -> MissingPart.UNPINNED;
          case LINK -> filled.word();
        };
    ledger.save(id, new Posted(name(lack), filled.channel(), filled.ts(), digest));
  }

  /**
   * What Slack answered to that which filled it.
   *
   * @param channel where the message is
   * @param ts Slack's id of the message
   * @param word the address of the message, where that was asked for
   */
  record Filled(String channel, String ts, String word) {
    /** A message of which no more is to be known. */
    static Filled at(String channel, String ts) {
      return new Filled(channel, ts, "");
    }
  }

  /** Notes that it stays unfilled, for good. */
  void refused(MissingPart lack) {
    ledger.save(id, new Posted(name(lack), lack.channel(), "", MissingPart.REFUSED));
  }

  private static String name(MissingPart lack) {
    return switch (lack.act()) {
      case POST, UPLOAD, EDIT -> lack.part().name();
      case PIN, UNPIN -> lack.part().pin();
      case LINK -> lack.part().link();
    };
  }
}
