package pipelinelock.slack.action;

import com.slack.api.model.block.LayoutBlock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.RefusalNotes;
import pipelinelock.slack.input.MuteTime;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.watch.Mute;
import pipelinelock.watch.Mutes;
import pipelinelock.wording.Outside;

/** Mutes the watcher for people in Slack, and posts that it is muted. */
public final class Muting {
  private static final Logger LOG = LoggerFactory.getLogger(Muting.class);
  private static final Set<String> SHOWN_IN = Set.of("status", "envs");
  private static final int SHOWN = 5;
  private static final int REASON = 300;

  private final Mutes mutes;
  private final Map<EnvironmentName, String> watched;
  private final People people;
  private final ChannelPoster crier;
  private final InstantSource clock;
  private final RefusalNotes refusals;

  /**
   * @param watched where the watcher posts about each environment that it looks at
   * @param log keeps what is refused
   */
  public Muting(
      Mutes mutes,
      Map<EnvironmentName, String> watched,
      People people,
      ChannelPoster crier,
      InstantSource clock,
      RefusalLog log) {
    this.mutes = mutes;
    this.watched = Map.copyOf(watched);
    this.people = people;
    this.crier = crier;
    this.clock = clock;
    this.refusals = new RefusalNotes(log);
  }

  public boolean isWatched(EnvironmentName environment) {
    return watched.containsKey(environment);
  }

  /** The mute that holds now. */
  public Optional<Mute> of(EnvironmentName environment) {
    return mutes.of(environment, clock.instant());
  }

  public Message mute(String user, EnvironmentName environment, MuteTime time) {
    var person = people.find(user);
    if (person.standing() != Standing.MEMBER) {
      return membersOnly("mute", person, environment);
    }
    var now = clock.instant();
    String reason = Outside.cut(Outside.line(time.reason()), REASON);
    var until = time.end(now, people.zoneOrUtc(user));
    var mute = new Mute(person.id(), now, until, reason);
    mutes.put(environment, mute);
    boolean told = tell(environment, Message.of(blocks(environment, mute)));
    return Message.of(
        Layout.markup(
            "The watcher posts nothing about %s until %s.%s%s"
                .formatted(
                    Mrkdwn.code(environment.value()),
                    Mrkdwn.date(mute.until()),
                    time.isTooLong() ? " Seven days is the longest." : "",
                    heard(told, environment))),
        Layout.note(
            "It keeps looking, and afterwards posts what still needs somebody. To end this sooner: `/pipeline-lock unmute %s`"
                .formatted(environment)));
  }

  public Message unmute(String user, EnvironmentName environment) {
    var person = people.find(user);
    if (person.standing() != Standing.MEMBER) {
      return membersOnly("unmute", person, environment);
    }
    if (of(environment).isEmpty()) {
      return Message.sentence(
          "%s is not muted, so there is nothing to end.".formatted(environment));
    }
    mutes.remove(environment);
    boolean told =
        tell(
            environment,
            Message.of(
                Layout.markup(
                    "The watcher of %s is no longer muted, by %s."
                        .formatted(
                            Mrkdwn.code(environment.value()), Mrkdwn.mention(person.id())))));
    return Message.of(
        Layout.markup(
            "No longer muted: with the next look, the watcher posts what needs somebody in %s.%s"
                .formatted(Mrkdwn.code(environment.value()), heard(told, environment))));
  }

  private Message membersOnly(String act, Person person, EnvironmentName environment) {
    refusals.add(
        new Refusal(
            person.id(), act, Optional.empty(), Optional.of(environment), Code.NOT_A_MEMBER));
    return Message.sentence("Only full members of this workspace can do that. Ask one of them.");
  }

  private boolean tell(EnvironmentName environment, Message message) {
    try {
      crier.say(channel(environment), message);
      return true;
    } catch (RemoteFailure e) {
      LOG.warn("{}: a mute could not be posted: {}", environment, e.getMessage());
      return false;
    }
  }

  private String channel(EnvironmentName environment) {
    return watched.getOrDefault(environment, "");
  }

  private String heard(boolean told, EnvironmentName environment) {
    return told
        ? ""
        : " The bot could not post this in %s; please inform the others there."
            .formatted(Mrkdwn.channel(channel(environment)));
  }

  private static List<LayoutBlock> blocks(EnvironmentName environment, Mute mute) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.markup(line(environment, mute)));
    if (!mute.reason().isBlank()) {
      blocks.add(Layout.quote(mute.reason()));
    }
    return blocks;
  }

  private static String line(EnvironmentName environment, Mute mute) {
    return "The watcher of %s is muted by %s until %s."
        .formatted(
            Mrkdwn.code(environment.value()), Mrkdwn.mention(mute.by()), Mrkdwn.date(mute.until()));
  }

  /** One line, with the reason. */
  public static String shown(EnvironmentName environment, Mute mute) {
    return line(environment, mute)
        + (mute.reason().isBlank() ? "" : " Reason: " + Mrkdwn.code(mute.reason()));
  }

  /** The answer of a command, with the mutes beneath it where that matters. */
  public Answer on(String command, Answer answer) {
    return SHOWN_IN.contains(command) ? answer.with(this::shown) : answer;
  }

  private Message shown(Message message) {
    var now = new TreeMap<>(mutes.now(clock.instant()));
    now.keySet().retainAll(watched.keySet());
    if (now.isEmpty()) {
      return message;
    }
    var blocks = new ArrayList<>(message.blocks());
    now.entrySet().stream()
        .limit(SHOWN)
        .forEach(it -> blocks.add(Layout.note(shown(it.getKey(), it.getValue()))));
    return Message.of(blocks);
  }
}
