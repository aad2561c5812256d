package pipelinelock.slack.thread;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.thread.MissingPart.Act;
import pipelinelock.slack.thread.PostedParts.Filled;
import pipelinelock.slack.thread.ThreadPublisher.Upkeep;

/**
 * Sends the missing parts of one incident's thread, each when its turn comes, and decides what
 * follows from Slack's answer. It keeps no more than how often it tried.
 */
final class PartDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(PartDelivery.class);

  /**
   * How often a file is tried, between looks at the thread that succeed: about a quarter of an
   * hour. Files go to a host of their own, which a firewall may not know, and the end comes after
   * them.
   */
  private static final int MOST_UPLOADS = 20;

  /**
   * How often a message to one person, or a question for an address, is tried without an answer:
   * the first may arrive each time, and nobody waits for the other.
   */
  private static final int MOST_DOUBTS = 3;

  private static final String THREAD = "thread";

  private final IncidentId id;
  private final Upkeep upkeep;
  private final PostedParts told;
  private final PartSender sender;
  private final NextTurns refused = new NextTurns();
  private final Map<String, Integer> doubts = new HashMap<>();
  private int uploads;

  PartDelivery(IncidentId id, Upkeep upkeep, PostedParts told) {
    this.id = id;
    this.upkeep = upkeep;
    this.told = told;
    this.sender = new PartSender(id, upkeep.posts(), told);
  }

  /** What an attempt came to. */
  sealed interface Result {
    /** Slack took it. */
    record Filled() implements Result {}

    /**
     * Nothing is in doubt, and the keeper goes on.
     *
     * @param pause until it does
     */
    record Later(Duration pause) implements Result {}

    /** Slack may have taken it: the thread has to be read before anything is sent again. */
    record InDoubt() implements Result {}

    /** The thread's first message is gone, so all of it has to be posted again. */
    record ThreadLost() implements Result {}
  }

  /** The part whose turn comes first. */
  Optional<MissingPart> next(List<MissingPart> lacks) {
    return lacks.stream().min(Comparator.comparing(this::wait));
  }

  /** How long this part has to wait for its turn; zero = it may be sent now. */
  Duration wait(MissingPart lack) {
    var pace = upkeep.pace().until(lack.turn(), lack.method());
    var held = isInThread(lack) ? refused.until(THREAD) : Duration.ZERO;
    return pace.compareTo(held) > 0 ? pace : held;
  }

  /** Whether Slack refused a message of the thread just now, so that the thread waits. */
  boolean isThreadRefused() {
    return refused.until(THREAD).isPositive();
  }

  /** Takes this part's turn, unless somebody else was faster. */
  boolean takesTurn(MissingPart lack) {
    var gap = lack.posted().isPresent() ? upkeep.tempo().edit() : upkeep.tempo().post();
    return upkeep.pace().take(lack.turn(), gap);
  }

  /**
   * Sends it once.
   *
   * @param root the thread's first message; empty if it is not posted yet
   * @param incident as it is now
   */
  Result send(MissingPart lack, Optional<String> root, Incident incident) {
    var thread = isInThread(lack) ? root : Optional.<String>empty();
    return after(sender.fill(lack, thread), lack, incident);
  }

  private static boolean isInThread(MissingPart lack) {
    return lack.part().elsewhere().isEmpty();
  }

  private Result after(Sent<Filled> sent, MissingPart lack, Incident incident) {
    return switch (sent) {
      case Sent.Done(var filled) -> {
        told.filled(lack, filled);
        if (isInThread(lack)) {
          upkeep.threadWatch().over(id);
        }
        yield new Result.Filled();
      }
      case Sent.Slower(var pause) -> {
        upkeep.pace().hold(lack.method(), pause);
        yield new Result.Later(pause);
      }
      case Sent.InDoubt(var why) when isTriedEnough(lack) -> refused(lack, why, incident);
      case Sent.InDoubt(var why) -> {
        LOG.warn("{}: sending {}: {}; the thread is looked at first", id, lack.part().name(), why);
        yield new Result.InDoubt();
      }
      case Sent.Refused(var error) -> refused(lack, error, incident);
    };
  }

  private boolean isTriedEnough(MissingPart lack) {
    uploads += lack.act() == Act.UPLOAD ? 1 : 0;
    boolean isOptional =
        lack.act() == Act.LINK || (lack.act() == Act.POST && lack.part().isDirect());
    int tried = isOptional ? doubts.merge(lack.part().name(), 1, Integer::sum) : 0;
    return uploads > MOST_UPLOADS || tried >= MOST_DOUBTS;
  }

  private Result refused(MissingPart lack, String error, Incident incident) {
    boolean settled = !incident.isOpen() && !BreakGlassRules.isOpenForReview(incident);
    var refusal = RefusedPart.of(lack, error, settled, told.mayBeginAnew());
    LOG.atLevel(refusal.level())
        .log(
            "{}: Slack refuses to {} {} in {}: {}; {}",
            id,
            lack.act().verb(),
            lack.part().name(),
            lack.channel(),
            error,
            refusal.text());
    var pause = upkeep.tempo().lastRetry();
    switch (refusal) {
      case STAYS, GIVEN_UP ->
          told.filled(lack, Filled.at(lack.channel(), lack.posted().map(Posted::ts).orElse("")));
      case WITHOUT, UNREACHED -> told.refused(lack);
      case LOST -> {
        return new Result.ThreadLost();
      }
      case LATER -> upkeep.pace().hold(lack.turn(), pause);
      case WAITS -> {
        upkeep.threadWatch().refused(incident, lack.channel(), error);
        refused.hold(THREAD, pause);
      }
    }
    return new Result.Later(Duration.ZERO);
  }
}
