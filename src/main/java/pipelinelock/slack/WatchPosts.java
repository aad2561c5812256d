package pipelinelock.slack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.ChannelPoster;
import pipelinelock.slack.action.Looks;
import pipelinelock.slack.card.WatchCard;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Message;
import pipelinelock.watch.Bulletins;
import pipelinelock.watch.Notice;
import pipelinelock.watch.Trouble;

/** The watcher's posts in Slack. */
public final class WatchPosts implements Bulletins, ChannelPoster {
  private static final Logger LOG = LoggerFactory.getLogger(WatchPosts.class);
  private static final String TYPE = "pipeline_lock_watch";

  private final ChannelMessages channels;
  private final Banner banner;
  private final WatchCard cards;
  private final Incidents incidents;
  private final Looks looks;

  public WatchPosts(
      ChannelMessages channels, Banner banner, WatchCard cards, Incidents incidents, Looks looks) {
    this.channels = channels;
    this.banner = banner;
    this.cards = cards;
    this.incidents = incidents;
    this.looks = looks;
  }

  @Override
  public Optional<String> find(Notice notice) {
    try {
      return newest(notice.channel()).stream()
          .filter(message -> carries(message, notice.label()))
          .map(com.slack.api.model.Message::getTs)
          .findFirst();
    } catch (RemoteFailure e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      LOG.warn("{}; a post that may be there is posted again", e.getMessage());
      return Optional.empty();
    }
  }

  private List<com.slack.api.model.Message> newest(String channel) {
    return done("looking for a post in " + channel, channels.newest(channel, "")).messages();
  }

  private boolean carries(com.slack.api.model.Message message, String label) {
    return channels.isOurs(message)
        && Optional.ofNullable(message.getMetadata())
            .filter(it -> TYPE.equals(it.getEventType()))
            .map(it -> it.getEventPayload())
            .filter(it -> label.equals(it.get("label")))
            .isPresent();
  }

  @Override
  public String post(Notice notice, Trouble trouble, Diagnosis seen) {
    return post(
        notice.channel(), standing(trouble, seen), Optional.empty(), Optional.of(notice.label()));
  }

  private Message standing(Trouble trouble, Diagnosis seen) {
    var open = incidents.shownIn(seen.evidence().environment().name()).incident();
    return cards.standing(trouble, seen, open.map(it -> looks.ongoing(it, seen.evidence().at())));
  }

  @Override
  public void update(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {
    edit(notice, standing(trouble, seen));
    if (aloud) {
      reply(notice, cards.renamed(seen));
    }
  }

  @Override
  public void end(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {
    edit(notice, cards.over(trouble, seen));
    if (aloud) {
      reply(notice, cards.overReply(trouble, seen));
    }
  }

  @Override
  public void say(String channel, Message message) {
    post(channel, message, Optional.empty(), Optional.empty());
  }

  private void reply(Notice notice, Message message) {
    try {
      post(notice.channel(), message, notice.ts(), Optional.empty());
    } catch (RemoteFailure e) {
      giveUp(notice, e);
    }
  }

  private void edit(Notice notice, Message plain) {
    String ts = notice.ts().orElseThrow();
    try {
      done(
          "editing a post",
          channels.edit(notice.channel(), ts, banner.on(plain), metadata(notice.label())));
    } catch (RemoteFailure e) {
      giveUp(notice, e);
    }
  }

  /** What Slack will never take, for instance because somebody deleted the post, is let be. */
  private static void giveUp(Notice notice, RemoteFailure why) {
    if (why.kind() != Kind.REFUSED) {
      throw why;
    }
    LOG.warn("the post {} is left as it is: {}", notice.label(), why.getMessage());
  }

  private String post(
      String channel, Message plain, Optional<String> root, Optional<String> label) {
    return done(
            "posting in " + channel,
            channels.post(channel, root, banner.on(plain), label.map(WatchPosts::metadata)))
        .ts();
  }

  private static com.slack.api.model.Message.Metadata metadata(String label) {
    return com.slack.api.model.Message.Metadata.builder()
        .eventType(TYPE)
        .eventPayload(Map.of("label", label))
        .build();
  }

  private static <T> T done(String what, Sent<T> sent) {
    return switch (sent) {
      case Sent.Done<T>(var answer) -> answer;
      case Sent.Slower<T> _ ->
          throw new RemoteFailure(Kind.BUSY, "Slack asked to slow down while " + what);
      case Sent.InDoubt<T>(var why) ->
          throw new RemoteFailure(Kind.BROKEN, "%s, while %s".formatted(why, what));
      case Sent.Refused<T>(var error) ->
          throw new RemoteFailure(
              Kind.REFUSED, "Slack answered %s while %s".formatted(error, what));
    };
  }
}
