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
  /** The ledger's name for how often the thread was begun anew. */
  private static final String ANEW = "anew";

  private static final int MOST_THREADS = 3;

  /** By the names of the parts, and of their pins. */
  Map<String, Posted> known() {
    return ledger.posted(id).stream()
        .filter(it -> !it.isLost())
        .collect(toMap(Posted::part, Function.identity()));
  }

  /** Whether the thread was begun anew once, because an earlier one was gone. */
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
        .flatMap(part -> Stream.of(part.name(), part.pin()))
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

  /**
   * Notes that it is filled.
   *
   * @param ts Slack's id of its message
   */
  void filled(MissingPart lack, String ts) {
    var digest =
        switch (lack.act()) {
          case POST, UPLOAD, EDIT -> lack.part().digest();
          case PIN -> MissingPart.PINNED;
          case UNPIN -> MissingPart.UNPINNED;
        };
    ledger.save(id, new Posted(name(lack), lack.channel(), ts, digest));
  }

  /** Notes that it stays unfilled, for good. */
  void refused(MissingPart lack) {
    ledger.save(id, new Posted(name(lack), lack.channel(), "", MissingPart.REFUSED));
  }

  private static String name(MissingPart lack) {
    return lack.act() == Act.PIN || lack.act() == Act.UNPIN
        ? lack.part().pin()
        : lack.part().name();
  }
}
