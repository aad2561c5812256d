package pipelinelock.slack.thread;

import com.slack.api.RequestConfigurator;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest.ChatPostMessageRequestBuilder;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FilesCompleteUploadExternalRequestBuilder;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import com.slack.api.model.Message;
import com.slack.api.model.block.LayoutBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import pipelinelock.incident.IncidentId;

/** The messages in a channel: posting, editing, and finding those that were posted before. */
public final class SlackPosts {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int PAGE = 200;
  private static final int PAGES = 10;

  /** Slack is the one that broke: it may have acted. */
  private static final Set<String> BROKEN =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

  /** The message is fine, its blocks are not: better without them than not at all. */
  private static final Set<String> BLOCKS =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_blocks_too_many",
          "invalid_arguments");

  private final MethodsClient slack;
  private final OkHttpClient http;
  private final String appId;

  /**
   * @param http takes files where Slack says
   * @param appId of the app that posts: another app's messages are never taken for ours
   */
  public SlackPosts(MethodsClient slack, OkHttpClient http, String appId) {
    this.slack = slack;
    this.http = http;
    this.appId = appId;
  }

  private interface Call<T> {
    T send() throws IOException, SlackApiException;
  }

  /**
   * @param root the message that it is a reply to; empty for a message in the channel itself
   */
  Sent post(String channel, Optional<String> root, Part part, Label label) {
    var sent = post(channel, root, part, label, part.message().blocks());
    return isAboutBlocks(sent) ? post(channel, root, part, label, List.of()) : sent;
  }

  private Sent post(
      String channel, Optional<String> root, Part part, Label label, List<LayoutBlock> blocks) {
    RequestConfigurator<ChatPostMessageRequestBuilder> message =
        r -> {
          r.channel(channel)
              .text(part.message().text())
              .metadata(label.metadata())
              .unfurlLinks(false)
              .unfurlMedia(false);
          root.ifPresent(r::threadTs);
          return blocks.isEmpty() ? r : r.blocks(blocks);
        };
    return sent(() -> slack.chatPostMessage(message), posted -> posted.getTs());
  }

  Sent edit(String channel, String ts, Part part, Label label) {
    var sent = edit(channel, ts, part, label, part.message().blocks());
    return isAboutBlocks(sent) ? edit(channel, ts, part, label, List.of()) : sent;
  }

  private Sent edit(String channel, String ts, Part part, Label label, List<LayoutBlock> blocks) {
    return sent(
        () ->
            slack.chatUpdate(
                r ->
                    r.channel(channel)
                        .ts(ts)
                        .text(part.message().text())
                        .blocks(blocks)
                        .metadata(label.metadata())),
        edited -> edited.getTs());
  }

  /** Pinning twice is pinning once. */
  Sent pin(String channel, String ts) {
    return agreed(
        sent(() -> slack.pinsAdd(r -> r.channel(channel).timestamp(ts)), _ -> ts),
        "already_pinned",
        ts);
  }

  Sent unpin(String channel, String ts) {
    return agreed(
        sent(() -> slack.pinsRemove(r -> r.channel(channel).timestamp(ts)), _ -> ts), "no_pin", ts);
  }

  private static Sent agreed(Sent sent, String error, String ts) {
    return sent instanceof Sent.Refused(var said) && said.equals(error) ? new Sent.Done(ts) : sent;
  }

  /** Nothing of it is seen before its last step, so only that one can be in doubt. */
  Sent upload(String channel, Optional<String> root, Part part) {
    var file = part.file().orElseThrow();
    byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
    var place = new FilesGetUploadURLExternalResponse[1];
    var asked =
        sent(
            () -> {
              place[0] =
                  slack.filesGetUploadURLExternal(
                      r -> r.filename(file.name()).length(content.length));
              return place[0];
            },
            _ -> "");
    if (!(asked instanceof Sent.Done)) {
      return asked;
    }
    var brought = bring(place[0].getUploadUrl(), content);
    return brought.isPresent() ? brought.get() : share(channel, root, part, place[0].getFileId());
  }

  /** Empty when the bytes are there. */
  private Optional<Sent> bring(String url, byte[] content) {
    var type = MediaType.get("text/plain; charset=utf-8");
    var request = new Request.Builder().url(url).post(RequestBody.create(content, type)).build();
    try (var answer = http.newCall(request).execute()) {
      return answer.isSuccessful()
          ? Optional.empty()
          : Optional.of(new Sent.InDoubt("the upload was answered " + answer.code()));
    } catch (IOException e) {
      return Optional.of(
          new Sent.InDoubt("no answer to the upload: " + e.getClass().getSimpleName()));
    }
  }

  private Sent share(String channel, Optional<String> root, Part part, String id) {
    var file = FileDetails.builder().id(id).title(part.file().orElseThrow().title()).build();
    RequestConfigurator<FilesCompleteUploadExternalRequestBuilder> request =
        r -> {
          root.ifPresent(r::threadTs);
          return r.files(List.of(file)).channelId(channel).initialComment(part.message().text());
        };
    return sent(() -> slack.filesCompleteUploadExternal(request), _ -> id);
  }

  private static boolean isAboutBlocks(Sent sent) {
    return sent instanceof Sent.Refused(var error) && BLOCKS.contains(error);
  }

  /** What the channel or a thread in it shows of an incident: the ts of each part. */
  sealed interface Search {
    record Found(Map<String, String> parts) implements Search {}

    record NotNow(Sent why) implements Search {}
  }

  /** Looks for an incident's first message among the newest of the channel. */
  Search findRoot(String channel, IncidentId incident) {
    return find(
        incident,
        cursor -> {
          var page =
              slack.conversationsHistory(
                  r -> r.channel(channel).includeAllMetadata(true).limit(PAGE).cursor(cursor));
          return new Page(page, messages(page.getMessages()), next(page.getResponseMetadata()));
        });
  }

  /** Looks for all of an incident's messages in its thread. */
  Search findReplies(String channel, String root, IncidentId incident) {
    return find(
        incident,
        cursor -> {
          var page =
              slack.conversationsReplies(
                  r ->
                      r.channel(channel)
                          .ts(root)
                          .includeAllMetadata(true)
                          .limit(PAGE)
                          .cursor(cursor));
          return new Page(page, messages(page.getMessages()), next(page.getResponseMetadata()));
        });
  }

  private record Page(SlackApiTextResponse answer, List<Message> messages, String next) {}

  private interface Pages {
    Page from(String cursor) throws IOException, SlackApiException;
  }

  private static List<Message> messages(List<Message> messages) {
    return Optional.ofNullable(messages).orElse(List.of());
  }

  private static String next(com.slack.api.model.ResponseMetadata metadata) {
    return Optional.ofNullable(metadata).map(it -> it.getNextCursor()).orElse("");
  }

  private Search find(IncidentId incident, Pages pages) {
    var parts = new HashMap<String, String>();
    String cursor = "";
    for (int i = 0; i < PAGES; i++) {
      String from = cursor;
      var page = new Page[1];
      var sent =
          sent(
              () -> {
                page[0] = pages.from(from);
                return page[0].answer();
              },
              _ -> "");
      if (!(sent instanceof Sent.Done)) {
        return new Search.NotNow(sent);
      }
      page[0].messages().forEach(message -> collect(message, incident, parts));
      cursor = page[0].next();
      if (cursor.isEmpty()) {
        break;
      }
    }
    return new Search.Found(parts);
  }

  private void collect(Message message, IncidentId incident, Map<String, String> parts) {
    if (isLogOf(incident, message)) {
      parts.putIfAbsent(Part.LOG, message.getTs());
    }
    boolean ours = message.getAppId() == null || message.getAppId().equals(appId);
    Label.of(message)
        .filter(label -> ours && label.incident().equals(incident))
        .ifPresent(label -> parts.putIfAbsent(label.part(), message.getTs()));
  }

  /** A file's message carries no label, but its name says whose it is. */
  private static boolean isLogOf(IncidentId incident, Message message) {
    return Optional.ofNullable(message.getFiles()).orElse(List.of()).stream()
        .anyMatch(file -> LogFile.name(incident).equals(file.getName()));
  }

  private static <T extends SlackApiTextResponse> Sent sent(Call<T> call, Function<T, String> ts) {
    try {
      var answer = call.send();
      return answer.isOk() ? new Sent.Done(ts.apply(answer)) : refusal(answer.getError());
    } catch (SlackApiException e) {
      return refusal(e);
    } catch (IOException e) {
      return new Sent.InDoubt("no answer from Slack: " + e.getClass().getSimpleName());
    } catch (RuntimeException e) { // Gson's, on an answer that is no JSON
      return new Sent.InDoubt("an answer that is not Slack's: " + e.getClass().getSimpleName());
    }
  }

  private static Sent refusal(String error) {
    String known = Optional.ofNullable(error).orElse("no reason");
    if (known.equals("ratelimited") || known.equals("rate_limited")) {
      return new Sent.Slower(PAUSE);
    }
    return BROKEN.contains(known)
        ? new Sent.InDoubt("Slack says " + known)
        : new Sent.Refused(known);
  }

  private static Sent refusal(SlackApiException e) {
    int status = e.getResponse().code();
    if (status == 429) {
      return new Sent.Slower(pause(e.getResponse().header("Retry-After")));
    }
    return status >= 500
        ? new Sent.InDoubt("Slack answered " + status)
        : new Sent.Refused("status " + status);
  }

  private static Duration pause(@org.jspecify.annotations.Nullable String seconds) {
    return seconds != null && seconds.matches("[0-9]{1,5}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : PAUSE;
  }
}
