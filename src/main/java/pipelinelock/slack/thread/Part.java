package pipelinelock.slack.thread;

import com.google.gson.Gson;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.util.json.GsonFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import pipelinelock.slack.channel.TextFile;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/**
 * One message of an incident's thread.
 *
 * @param name unique in the incident and never changed: {@code root}, {@code task-3} …
 * @param file attached to the message; such a message is never edited
 * @param pinned whether it has to be pinned in the channel now
 * @param once whether it mentions people who were called at that moment; such a message is never
 *     edited either
 * @param elsewhere id of another channel, or of a person who alone gets it, where it is posted
 *     outside a thread; empty = in the thread
 */
public record Part(
    String name,
    Message message,
    Optional<TextFile> file,
    boolean pinned,
    boolean once,
    Optional<String> elsewhere) {
  /** The message that the others are replies to. */
  public static final String ROOT = "root";

  /** The ledger's name for the address of the thread. */
  public static final String ROOT_LINK = link(ROOT);

  /** The message with the buttons. */
  public static final String REQUEST = "request";

  /** How to go on without the bot. */
  public static final String BY_HAND = "by-hand";

  /** The whole log as a file. */
  public static final String LOG = "log";

  /** What happened when, in short. */
  public static final String TIMELINE = "timeline";

  /** The last message. */
  public static final String END = "end";

  /** The ledger's word for what a message shows that is not edited any more. */
  static final String ONCE = "once";

  private static final String ASK = "ask-";
  private static final String DECISION = "decision-";

  private static final Gson JSON = GsonFactory.createSnakeCase();

  /** A message without anything more. */
  public Part(String name, Message message) {
    this(name, message, Optional.empty(), false, false, Optional.empty());
  }

  /** A message of its own in another channel. */
  static Part elsewhere(String channel, String name, Message message) {
    return new Part(name, message, Optional.empty(), false, false, Optional.of(channel));
  }

  /** A message that stays as it was posted. */
  static Part once(String name, Message message) {
    return new Part(name, message, Optional.empty(), false, true, Optional.empty());
  }

  /** A message to one person alone. */
  static Part direct(String user, String name, Message message, boolean once) {
    return new Part(name, message, Optional.empty(), false, once, Optional.of(user));
  }

  /** That this person is asked to approve, directly. */
  public static String ask(String user) {
    return ASK + user;
  }

  /** That this person, who requested it, is sent what was decided, directly. */
  static String decision(String user) {
    return DECISION + user;
  }

  /** The person who is asked by the message with this name; empty where it asks nobody directly. */
  static Optional<String> asked(String name) {
    return Optional.of(name).filter(it -> it.startsWith(ASK)).map(it -> it.substring(ASK.length()));
  }

  /** Whether one person alone gets the message with this name. */
  public static boolean isDirect(String name) {
    return name.startsWith(ASK) || name.startsWith(DECISION);
  }

  /** Whether this is an address of Slack's, and not the ledger's word for why there is none. */
  static boolean isAddress(String word) {
    return word.startsWith("https://");
  }

  /** Whether the ledger notes something about a message by this name, and no message. */
  public static boolean isNote(String name) {
    return name.contains(".");
  }

  boolean isDirect() {
    return isDirect(name);
  }

  /** The same with other words. */
  Part with(Message other) {
    return new Part(name, other, file, pinned, once, elsewhere);
  }

  /** The first message of a thread that replaces a lost one. */
  Part again() {
    var blocks = new ArrayList<>(message.blocks());
    blocks.add(Layout.note("The earlier thread is gone from Slack. This one repeats all of it."));
    return with(Message.of(blocks));
  }

  /** Whether people can press something in it. */
  boolean hasButtons() {
    return message.blocks().stream().anyMatch(ActionsBlock.class::isInstance);
  }

  /** The ledger's name for whether it is pinned. */
  String pin() {
    return name + ".pin";
  }

  /** The ledger's name for the address of its message. */
  String link() {
    return link(name);
  }

  private static String link(String name) {
    return name + ".link";
  }

  static String event(long sequence) {
    return "event-" + sequence;
  }

  /** What that event posts in the channel for break-glass. */
  static String alarm(long sequence) {
    return "alarm-" + sequence;
  }

  static String task(int step) {
    return "task-" + step;
  }

  /** That the VM of a step is drained. */
  static String drained(int step) {
    return "drained-" + step;
  }

  /** That a step takes longer than ever before. */
  static String overrun(int step) {
    return "overrun-" + step;
  }

  /** Differs when the message differs. */
  String digest() {
    if (file.isPresent()) {
      return "file";
    }
    if (once) {
      return ONCE;
    }
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var all = JSON.toJson(message).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(all), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
