package pipelinelock.slack.thread;

import com.slack.api.model.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.incident.IncidentId;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.ChannelMessages.Page;
import pipelinelock.slack.channel.FileUpload;
import pipelinelock.slack.channel.PostReceipt;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.thread.log.LogFile;

/** The parts of threads in Slack: posted with their labels, and found again by them. */
public final class SlackPosts {
  private static final int PAGES = 10;

  private final ChannelMessages messages;
  private final FileUpload files;

  public SlackPosts(ChannelMessages messages, FileUpload files) {
    this.messages = messages;
    this.files = files;
  }

  /**
   * @param root the message that it is a reply to; empty for a message in the channel itself
   */
  Sent<PostReceipt> post(String channel, Optional<String> root, Part part, Label label) {
    return messages.post(channel, root, part.message(), Optional.of(label.metadata()));
  }

  Sent<PostReceipt> edit(String channel, String ts, Part part, Label label) {
    return messages.edit(channel, ts, part.message(), label.metadata());
  }

  Sent<String> pin(String channel, String ts) {
    return messages.pin(channel, ts);
  }

  Sent<String> unpin(String channel, String ts) {
    return messages.unpin(channel, ts);
  }

  /** The address of a message. */
  Sent<String> link(String channel, String ts) {
    return messages.link(channel, ts);
  }

  /** Nothing of it is seen before its last step, so only that one can be in doubt. */
  Sent<String> upload(String channel, Optional<String> root, Part part) {
    return files.upload(channel, root, part.file().orElseThrow(), part.message().text());
  }

  /**
   * Looks for an incident's first message among the newest of the channel.
   *
   * @return the {@code ts} of each part that is there
   */
  Sent<Map<String, String>> findRoot(String channel, IncidentId incident) {
    return find(incident, cursor -> messages.newest(channel, cursor));
  }

  /** Looks for all of an incident's messages in its thread. */
  Sent<Map<String, String>> findReplies(String channel, String root, IncidentId incident) {
    return find(incident, cursor -> messages.replies(channel, root, cursor));
  }

  private Sent<Map<String, String>> find(IncidentId incident, Function<String, Sent<Page>> pages) {
    var parts = new HashMap<String, String>();
    var page = collected(pages.apply(""), incident, parts);
    for (int i = 1; i < PAGES; i++) {
      if (!(page instanceof Sent.Done<String>(var next)) || next.isEmpty()) {
        break;
      }
      page = collected(pages.apply(next), incident, parts);
    }
    return page.map(_ -> parts);
  }

  /** Where the next page begins. */
  private Sent<String> collected(Sent<Page> page, IncidentId incident, Map<String, String> parts) {
    return page.map(
        it -> {
          it.messages().forEach(message -> collect(message, incident, parts));
          return it.next();
        });
  }

  private void collect(Message message, IncidentId incident, Map<String, String> parts) {
    if (isLogOf(incident, message)) {
      parts.putIfAbsent(Part.LOG, message.getTs());
    }
    Label.of(message)
        .filter(label -> messages.isOurs(message) && label.incident().equals(incident))
        .ifPresent(label -> parts.putIfAbsent(label.part(), message.getTs()));
  }

  /** A file's message carries no label, but its name says whose it is. */
  private static boolean isLogOf(IncidentId incident, Message message) {
    return Optional.ofNullable(message.getFiles()).orElse(List.of()).stream()
        .anyMatch(file -> LogFile.name(incident).equals(file.getName()));
  }
}
