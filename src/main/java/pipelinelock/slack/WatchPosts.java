package pipelinelock.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.block.LayoutBlock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.command.Muting;
import pipelinelock.slack.command.WatchCard;
import pipelinelock.slack.message.Message;
import pipelinelock.watch.Bulletins;
import pipelinelock.watch.Notice;
import pipelinelock.watch.Trouble;

/** The watcher's posts in Slack. */
final class WatchPosts implements Bulletins, Muting.Crier {
  private static final Logger LOG = LoggerFactory.getLogger(WatchPosts.class);
  private static final String TYPE = "pipeline_lock_watch";
  private static final int NEWEST = 200;
  private static final Set<String> LATER =
      Set.of(
          "ratelimited",
          "rate_limited",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout");

  private final SlackConnection connection;
  private final WatchCard cards;
  private final Incidents incidents;

  WatchPosts(SlackConnection connection, WatchCard cards, Incidents incidents) {
    this.connection = connection;
    this.cards = cards;
    this.incidents = incidents;
  }

  private interface Call<T> {
    T send() throws IOException, SlackApiException;
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
    var page =
        sent(
            "looking for a post in " + channel,
            () ->
                connection
                    .methods()
                    .conversationsHistory(
                        r -> r.channel(channel).includeAllMetadata(true).limit(NEWEST)));
    return Optional.ofNullable(page.getMessages()).orElse(List.of());
  }

  private boolean carries(com.slack.api.model.Message message, String label) {
    boolean ours =
        message.getAppId() == null || message.getAppId().equals(connection.config().appId());
    return ours
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
    var open = incidents.openIn(seen.evidence().environment().name());
    return cards.standing(trouble, seen, open);
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
    var message = connection.config().banner().on(plain);
    try {
      sent(
          "editing a post",
          () ->
              connection
                  .methods()
                  .chatUpdate(
                      r ->
                          r.channel(notice.channel())
                              .ts(notice.ts().orElseThrow())
                              .text(message.text())
                              .blocks(message.blocks())
                              .metadata(metadata(notice.label()))));
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
    var message = connection.config().banner().on(plain);
    try {
      return post(channel, message.text(), message.blocks(), root, label);
    } catch (RemoteFailure e) {
      if (!String.valueOf(e.getMessage()).contains("blocks")) {
        throw e;
      }
      return post(channel, message.text(), List.of(), root, label); // better than nothing
    }
  }

  private String post(
      String channel,
      String text,
      List<LayoutBlock> blocks,
      Optional<String> root,
      Optional<String> label) {
    return sent(
            "posting in " + channel,
            () ->
                connection
                    .methods()
                    .chatPostMessage(
                        r -> {
                          r.channel(channel).text(text).unfurlLinks(false).unfurlMedia(false);
                          root.ifPresent(r::threadTs);
                          label.ifPresent(it -> r.metadata(metadata(it)));
                          return blocks.isEmpty() ? r : r.blocks(blocks);
                        }))
        .getTs();
  }

  private static com.slack.api.model.Message.Metadata metadata(String label) {
    return com.slack.api.model.Message.Metadata.builder()
        .eventType(TYPE)
        .eventPayload(Map.of("label", label))
        .build();
  }

  private static <T extends SlackApiTextResponse> T sent(String what, Call<T> call) {
    try {
      var answer = call.send();
      if (answer.isOk()) {
        return answer;
      }
      String error = Optional.ofNullable(answer.getError()).orElse("no reason");
      throw new RemoteFailure(
          LATER.contains(error) ? Kind.BUSY : Kind.REFUSED,
          "Slack answered %s while %s".formatted(error, what));
    } catch (SlackApiException e) {
      int status = e.getResponse().code();
      throw new RemoteFailure(
          status == 429 ? Kind.BUSY : Kind.BROKEN,
          "Slack answered %d while %s".formatted(status, what),
          e);
    } catch (IOException e) {
      throw new RemoteFailure(Kind.UNREACHABLE, "Slack did not answer while " + what, e);
    }
  }
}
