package pipelinelock.slack.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import pipelinelock.environment.UserId;
import pipelinelock.wording.Outside;

/**
 * Slack's markup. Its formatting characters cannot be escaped, so text from outside goes into
 * mrkdwn only as {@link #code}; anything longer than a name belongs in {@link Layout#sentence} or
 * {@link Layout#quote}, which Slack shows literally.
 */
public final class Mrkdwn {
  private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,30}");
  private static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]{2,30}");
  private static final Pattern GROUP = Pattern.compile("S[A-Z0-9]{2,30}");
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int CODE = 200;

  private Mrkdwn() {}

  /** Outside text for a place where Slack looks for mentions and links: it finds none. */
  public static String escape(String outside) {
    return entities(Outside.lines(outside));
  }

  private static String entities(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A name or a value from outside, on one line; Slack formats and links nothing in it. */
  public static String code(String outside) {
    String line = Outside.cut(Outside.line(outside), CODE).replace('`', 'ˋ');
    return line.isEmpty() ? "`-`" : "`" + entities(line) + "`";
  }

  /** Slack shows the person's present name. */
  public static String mention(UserId user) {
    return mentionOf(user.user());
  }

  /** The same by the id alone, of the bot's own workspace. */
  public static String mentionOf(String user) {
    return USER.matcher(user).matches() ? "<@" + user + ">" : code(user);
  }

  public static String channel(String id) {
    return CHANNEL.matcher(id).matches() ? "<#" + id + ">" : code(id);
  }

  public static String group(String id) {
    return GROUP.matcher(id).matches() ? "<!subteam^" + id + ">" : code(id);
  }

  /**
   * A link.
   *
   * @param url ours: an address of the configuration with encoded parts
   */
  public static String link(String url, String label) {
    String safe = url.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C");
    return "<%s|%s>"
        .formatted(safe, entities(Outside.cut(Outside.line(label), CODE)).replace("|", "/"));
  }

  /** A time of day, which Slack shows in each reader's own time zone. */
  public static String time(Instant at) {
    return "<!date^%d^{time_secs}|%s>".formatted(at.getEpochSecond(), CLOCK.format(at));
  }

  /** Slack shows it in each reader's own time zone. */
  public static String date(Instant at) {
    return "<!date^%d^{date_short_pretty} {time}|%s>"
        .formatted(at.getEpochSecond(), UTC.format(at));
  }
}
