package pipelinelock.secrecy;

import java.util.regex.Pattern;

/**
 * Secrets that are told by their form alone, whoever they belong to: a remote may show one that the
 * bot never had, or a token before the bot has read it.
 */
final class Telltales {
  private static final Pattern FORMS =
      Pattern.compile(
          String.join(
              "|",
              // Slack's tokens, and the addresses that are as good as one.
              "\\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{10,}",
              "hooks\\.slack\\.com/[A-Za-z0-9/_-]{8,}",
              // A JSON web token, of UAA and Concourse alike.
              "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*",
              // HTTP's credentials.
              "(?i:\\b(?<=bearer )[A-Za-z0-9+/._~-]{16,}=*)",
              "(?i:\\b(?<=basic )[A-Za-z0-9+/]{12,}=*)",
              // A URL's user and password.
              "(?<=://)[^\\s/@:]{1,100}:[^\\s/@]{1,200}(?=@)",
              // A private key in PEM, whole or up to where it is cut.
              "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]{16,}"));

  private Telltales() {}

  static void find(String text, Spans found) {
    var matcher = FORMS.matcher(text);
    while (matcher.find()) {
      found.add(matcher.start(), matcher.end());
    }
  }
}
