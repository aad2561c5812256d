package pipelinelock.rehearsal.slack.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import pipelinelock.rehearsal.http.Json;

/** What was written in the simulated Slack: messages, ephemerals, commands, files. Thread-safe. */
public final class SlackWorkspace {
  private static final SlackMessage.Content DELETED =
      new SlackMessage.Content(
          "This message was deleted.", Json.MAPPER.createArrayNode(), Optional.empty());

  private final InstantSource clock;
  private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
  private final Map<String, Persona> authors = new HashMap<>();
  private final List<TypedCommand> commands = new ArrayList<>();
  private final Map<String, SlackFile> hung = new HashMap<>();
  private final List<SlackFile> files = new ArrayList<>();
  private final Set<String> deleted = new HashSet<>();
  private long second;
  private int inSecond;
  private int ids;
  private long version;

  /** Where a message goes. */
  public record Target(String channel, Optional<String> threadTs, Optional<String> onlyFor) {
    static Target channel(String channel) {
      return new Target(channel, Optional.empty(), Optional.empty());
    }

    static Target only(String user, String channel) {
      return new Target(channel, Optional.empty(), Optional.of(user));
    }
  }

  /** A slash command as somebody typed it. */
  public record TypedCommand(String user, String channel, String ts, String text) {}

  public SlackWorkspace(InstantSource clock) {
    this.clock = clock;
  }

  public synchronized SlackMessage post(Target target, SlackMessage.Content content) {
    var message =
        new SlackMessage(
            target.channel(),
            nextTs(),
            target.threadTs(),
            target.onlyFor(),
            withBlockIds(content),
            List.of(),
            List.of(),
            false);
    messages.put(message.ts(), message);
    changed();
    return message;
  }

  /** Posts what a person writes. */
  public synchronized SlackMessage post(
      Target target, SlackMessage.Content content, Persona author) {
    var message = post(target, content);
    authors.put(message.ts(), author);
    return message;
  }

  /** Who wrote a message; empty for the bot's. */
  public synchronized Optional<Persona> author(String ts) {
    return Optional.ofNullable(authors.get(ts));
  }

  public synchronized SlackMessage edit(String ts, SlackMessage.Content content) {
    return change(ts, message -> message.edited(withBlockIds(content)));
  }

  public synchronized SlackMessage change(String ts, UnaryOperator<SlackMessage> change) {
    var changed = change.apply(get(ts));
    messages.put(ts, changed);
    changed();
    return changed;
  }

  /** Where a message has replies, a word stays in its place, and they stay below it. */
  public synchronized void remove(String ts) {
    var replies =
        messages.values().stream().filter(it -> it.threadTs().equals(Optional.of(ts))).toList();
    if (replies.isEmpty()) {
      messages.remove(ts);
    } else {
      messages.computeIfPresent(ts, (_, it) -> it.edited(DELETED));
    }
    deleted.add(ts);
    changed();
  }

  /** Whether there was such a message. */
  public synchronized boolean isDeleted(String ts) {
    return deleted.contains(ts);
  }

  /** Whether nothing is in the place of a message that was deleted. */
  public synchronized boolean isGone(String ts) {
    return isDeleted(ts) && !messages.containsKey(ts);
  }

  public synchronized Optional<SlackMessage> find(String ts) {
    return Optional.ofNullable(messages.get(ts));
  }

  public synchronized SlackMessage get(String ts) {
    return find(ts).orElseThrow(() -> new IllegalArgumentException("no message " + ts));
  }

  /** Everything in a channel, its threads and ephemerals included, oldest first. */
  public synchronized List<SlackMessage> in(String channel) {
    return messages.values().stream().filter(message -> message.channel().equals(channel)).toList();
  }

  public synchronized void typed(String user, String channel, String text) {
    commands.add(new TypedCommand(user, channel, nextTs(), text));
    changed();
  }

  public synchronized List<TypedCommand> commands() {
    return List.copyOf(commands);
  }

  public synchronized void add(SlackFile file) {
    files.add(file);
    changed();
  }

  /** The file is shown with a message. */
  public synchronized void hang(SlackFile file, String ts) {
    hung.put(ts, file);
  }

  /** The file that a message shows. */
  public synchronized Optional<SlackFile> fileOf(String ts) {
    return Optional.ofNullable(hung.get(ts));
  }

  public synchronized List<SlackFile> files() {
    return List.copyOf(files);
  }

  /** An id that nothing else has, e.g. {@code V0007}. */
  public synchronized String nextId(String prefix) {
    return "%s%04d".formatted(prefix, ++ids);
  }

  /** Unique and rising, in seconds and a counter, as Slack's are. */
  public synchronized String nextTs() {
    long now = clock.instant().getEpochSecond();
    inSecond = now > second ? 1 : inSecond + 1;
    second = Math.max(second, now);
    return "%d.%06d".formatted(second, inSecond * 100);
  }

  public synchronized void changed() {
    version++;
    notifyAll();
  }

  public synchronized long version() {
    return version;
  }

  /** Waits for a change after the version that is known; gives the version then. */
  public synchronized long awaitChange(long known, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis(); version == known && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return version;
  }

  private SlackMessage.Content withBlockIds(SlackMessage.Content content) {
    ArrayNode blocks = content.blocks().deepCopy();
    blocks.forEach(
        block -> {
          if (block instanceof ObjectNode object && !object.hasNonNull("block_id")) {
            object.put("block_id", nextId("b"));
          }
        });
    return new SlackMessage.Content(content.text(), blocks, content.metadata());
  }
}
