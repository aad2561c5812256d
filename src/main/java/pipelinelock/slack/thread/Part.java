package pipelinelock.slack.thread;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import pipelinelock.slack.message.Message;

/**
 * One message of an incident's thread.
 *
 * @param name unique in the incident and the same for ever: {@code root}, {@code task-3} …
 */
public record Part(String name, Message message) {
  /** The message that the others are replies to. */
  public static final String ROOT = "root";

  /** The message with the buttons. */
  public static final String REQUEST = "request";

  /** What happened when, in short. */
  public static final String TIMELINE = "timeline";

  /** The last message. */
  public static final String END = "end";

  private static final Gson JSON = GsonFactory.createSnakeCase();

  static String event(long sequence) {
    return "event-" + sequence;
  }

  static String task(int step) {
    return "task-" + step;
  }

  /** Differs when the message differs. */
  String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var all = JSON.toJson(message).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(all), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
