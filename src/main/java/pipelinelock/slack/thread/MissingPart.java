package pipelinelock.slack.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.ledger.ThreadLedger.Posted;

/**
 * Something that a thread lacks.
 *
 * @param posted the message as it was posted; empty if it is missing
 */
record MissingPart(Part part, Optional<Posted> posted, String channel, Act act) {
  /** What fills it. */
  enum Act {
    POST("posts"),
    UPLOAD("files"),
    EDIT("edits"),
    PIN("pins"),
    UNPIN("pins"),
    LINK("links");

    /** What Slack counts together when it asks for a pause. */
    private final String method;

    Act(String method) {
      this.method = method;
    }

    String verb() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the ledger says of a pin; the last of them also of a link, and of who gets no message. */
  static final String PINNED = "pinned";

  static final String UNPINNED = "unpinned";
  static final String REFUSED = "refused";

  /**
   * All edits and the first missing message of the thread; its end only when nothing else of it is
   * left. What is posted elsewhere neither waits for the thread nor lets it wait.
   */
  static List<MissingPart> of(List<Part> parts, Map<String, Posted> known, String channel) {
    var lacks = new ArrayList<MissingPart>();
    var elsewhere = new ArrayList<MissingPart>();
    boolean posting = false;
    for (var part : parts) {
      var posted = Optional.ofNullable(known.get(part.name()));
      if (part.elsewhere().isPresent()) {
        content(part, posted, part.elsewhere().get()).ifPresent(elsewhere::add);
      } else if (posted.isPresent()) {
        content(part, posted, channel).ifPresent(lacks::add);
        pin(part, known).ifPresent(act -> lacks.add(new MissingPart(part, posted, channel, act)));
        link(part, known).ifPresent(act -> lacks.add(new MissingPart(part, posted, channel, act)));
      } else if (!posting) {
        boolean waits = part.name().equals(Part.END) && !lacks.isEmpty();
        if (!waits) {
          content(part, posted, channel).ifPresent(lacks::add);
        }
        posting = true;
      }
    }
    lacks.addAll(elsewhere);
    return lacks;
  }

  private static Optional<MissingPart> content(Part part, Optional<Posted> posted, String channel) {
    if (posted.isEmpty()) {
      var act = part.file().isPresent() ? Act.UPLOAD : Act.POST;
      return Optional.of(new MissingPart(part, posted, channel, act));
    }
    String shown = posted.get().digest();
    boolean changed =
        !shown.equals(part.digest()) && !shown.equals(REFUSED) && part.file().isEmpty();
    return changed
        ? Optional.of(new MissingPart(part, posted, posted.get().channel(), Act.EDIT))
        : Optional.empty();
  }

  /** Of the first message alone: it leads to all of the thread. */
  private static Optional<Act> link(Part part, Map<String, Posted> known) {
    return part.name().equals(Part.ROOT) && !known.containsKey(part.link())
        ? Optional.of(Act.LINK)
        : Optional.empty();
  }

  private static Optional<Act> pin(Part part, Map<String, Posted> known) {
    String now = Optional.ofNullable(known.get(part.pin())).map(Posted::digest).orElse(UNPINNED);
    boolean pinned = now.equals(PINNED);
    return now.equals(REFUSED) || pinned == part.pinned()
        ? Optional.empty()
        : Optional.of(part.pinned() ? Act.PIN : Act.UNPIN);
  }

  /** What it has to take turns with: the other posts in the channel, the acts on the message. */
  String turn() {
    return posted.map(it -> act + " " + channel + " " + it.ts()).orElse("post " + channel);
  }

  /** What Slack counts together when it asks for a pause. */
  String method() {
    return act.method;
  }
}
