package pipelinelock.slack.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.ThreadLedger.Posted;

/**
 * What a thread lacks: a message, or an edit of one.
 *
 * @param posted the message as it was posted; empty where it is missing
 */
record Lack(Part part, Optional<Posted> posted, String channel) {
  /** All edits and the first missing message; the end only when nothing else is left. */
  static List<Lack> of(List<Part> parts, Map<String, Posted> known, String channel) {
    var lacks = new ArrayList<Lack>();
    boolean posting = false;
    for (var part : parts) {
      var posted = Optional.ofNullable(known.get(part.name()));
      boolean isEnd = part.name().equals(Part.END);
      if (posted.isPresent()) {
        if (!posted.get().digest().equals(part.digest())) {
          lacks.add(new Lack(part, posted, channel));
        }
      } else if (!posting && !(isEnd && !lacks.isEmpty())) {
        lacks.add(new Lack(part, posted, channel));
        posting = true;
      }
    }
    return lacks;
  }

  /** What it has to take turns with: the other posts in the channel, the edits of the message. */
  String turn() {
    return posted.map(it -> "edit " + channel + " " + it.ts()).orElse("post " + channel);
  }

  /** What Slack counts together when it asks for a pause. */
  String method() {
    return posted.isPresent() ? "edits" : "posts";
  }
}
