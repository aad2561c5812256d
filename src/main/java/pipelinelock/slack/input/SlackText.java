package pipelinelock.slack.input;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person wrote, decoded from Slack's format: people, channels and links arrive as {@code
 * <@U1|ben>}, and three characters are escaped. The result is for people to read, now and in the
 * record; it mentions nobody, and is escaped again wherever it is shown.
 */
public final class SlackText {
  /** A person, a channel or a call; or an address with its scheme. */
  private static final Pattern SPECIAL =
      Pattern.compile("<([@#!]|(?=[a-z][a-z0-9+.-]*:))([^<>|]+)(?:\\|([^<>]*))?>");

  /** What looks like a space to people and is none to Java's {@code \s}. */
  private static final Pattern SPACE = Pattern.compile("[\\p{Zs}\\u200B\\u2060\\uFEFF]");

  private SlackText() {}

  /** As it was meant. */
  public static String readable(String escaped) {
    var spoken = SPECIAL.matcher(escaped).replaceAll(it -> quoted(spoken(it)));
    return spaced(spoken).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** With plain spaces in place of all that people see as one, or do not see at all. */
  public static String spaced(String text) {
    return SPACE.matcher(text).replaceAll(" ");
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static String spoken(MatchResult found) {
    String what = found.group(2);
    String label = found.group(3) == null ? "" : found.group(3).strip();
    return switch (found.group(1)) {
      case "@" -> "@" + (label.isEmpty() ? what : label.replaceFirst("^@", ""));
      case "#" -> "#" + (label.isEmpty() ? what : label.replaceFirst("^#", ""));
      case "!" -> called(what, label);
      default -> link(what, label);
    };
  }

  /** {@code <!here>}, {@code <!subteam^S1|@oncall>}, {@code <!date^…|at noon>}. */
  private static String called(String what, String label) {
    if (what.startsWith("date^") && !label.isEmpty()) {
      return label;
    }
    return "@"
        + (label.isEmpty() ? what.replaceFirst("^subteam\\^", "") : label.replaceFirst("^@", ""));
  }

  /** The address alone where the words are a part of it. */
  private static String link(String address, String label) {
    String bare = address.replaceFirst("^mailto:", "");
    return label.isEmpty() || bare.contains(label) ? bare : "%s (%s)".formatted(label, bare);
  }
}
