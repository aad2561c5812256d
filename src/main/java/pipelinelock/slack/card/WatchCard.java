package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.watch.Sighting;
import pipelinelock.watch.Sighting.Concern;
import pipelinelock.watch.Trouble;
import pipelinelock.wording.Span;

/** The watcher's posts: the status of a problem that persists, and the notice that it is over. */
public final class WatchCard {
  private final Directory directory;

  public WatchCard(Directory directory) {
    this.directory = directory;
  }

  /**
   * The status, with the button that fits.
   *
   * @param open the environment's open incident, which leads
   */
  public Message standing(Trouble trouble, Diagnosis seen, Optional<Ongoing> open) {
    var environment = seen.evidence().environment().name();
    var blocks =
        new ArrayList<>(StatusCard.of(seen, open, directory.where(environment), false).blocks());
    blocks.add(
        Layout.note(
            "%s Mute: `/pipeline-lock mute %s for 4h`"
                .formatted(since(trouble, seen), environment)));
    return Message.of(blocks);
  }

  private static String since(Trouble trouble, Diagnosis seen) {
    String from = Mrkdwn.date(trouble.since());
    var concern = Sighting.of(seen).concern();
    if (concern == Concern.PERSON || trouble.isUnreadable()) {
      return "The watcher has seen this since %s and updates this post when it is over."
          .formatted(from);
    }
    String now =
        concern == Concern.NONE
            ? "ends this post when that does not come back"
            : "cannot see now whether it is over";
    return "The watcher saw %s from %s on, and %s.".formatted(trouble.title(), from, now);
  }

  /** That the same trouble has another name now. */
  public Message renamed(Diagnosis seen) {
    return Message.sentence(VerdictLine.of(seen) + ". " + VerdictLine.rest(seen));
  }

  /** In place of the post. */
  public Message over(Trouble trouble, Diagnosis seen) {
    var name = seen.evidence().environment().name();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(
        Layout.header(
            VerdictLine.sign(seen)
                .before(
                    trouble.isUnreadable()
                        ? name + " · can be read again"
                        : "%s · %s is over".formatted(name, trouble.title()))));
    blocks.addAll(ending(trouble, seen));
    blocks.add(
        Layout.note(
            "The watcher saw this from %s to %s. Look again: `/pipeline-lock status %s`"
                .formatted(Mrkdwn.date(trouble.since()), Mrkdwn.date(seen.evidence().at()), name)));
    return Message.of(blocks);
  }

  /** As a reply to the post. */
  public Message overReply(Trouble trouble, Diagnosis seen) {
    return Message.of(ending(trouble, seen));
  }

  private static List<LayoutBlock> ending(Trouble trouble, Diagnosis seen) {
    String name = seen.evidence().environment().name().value();
    var lock = seen.evidence().lock().value().filter(it -> hasMoved(it, trouble));
    if (lock.isPresent()) {
      String line = moved(lock.get(), lock.get().moved().orElseThrow(), trouble);
      return List.of(Layout.markup(Mrkdwn.code(name) + ": " + line));
    }
    String before =
        trouble.isUnreadable()
            ? "%s can be read again; its state was unknown for %s."
            : "%s: " + trouble.title() + " is over, after %s.";
    return List.of(
        Layout.sentence(before.formatted(name, standing(trouble, seen))),
        Layout.sentence(("Now: " + VerdictLine.of(seen) + ". " + VerdictLine.rest(seen)).strip()));
  }

  private static String standing(Trouble trouble, Diagnosis seen) {
    return Span.of(Duration.between(trouble.since(), seen.evidence().at()));
  }

  private static boolean hasMoved(PoolLock lock, Trouble trouble) {
    return trouble.held().isPresent()
        && lock.moved().filter(it -> it.at().isAfter(heldSince(trouble))).isPresent()
        && (lock.place() == PoolLock.Place.UNCLAIMED || lock.place() == PoolLock.Place.CLAIMED);
  }

  private static Instant heldSince(Trouble trouble) {
    return trouble.held().orElseThrow().since();
  }

  private static String moved(PoolLock lock, LockCommit now, Trouble trouble) {
    var held = trouble.held().orElseThrow();
    if (lock.place() == PoolLock.Place.UNCLAIMED) {
      return "the lock has been free again since %s; it was held for %s by %s"
          .formatted(
              Mrkdwn.date(now.at()),
              Span.of(Duration.between(held.since(), now.at())),
              Mrkdwn.code(held.by()));
    }
    return "the lock has been held by %s since %s; before, %s held it"
        .formatted(
            Mrkdwn.code(now.claimingBuild().map(BuildRef::shortForm).orElse(now.author())),
            Mrkdwn.date(now.at()),
            Mrkdwn.code(held.by()));
  }
}
