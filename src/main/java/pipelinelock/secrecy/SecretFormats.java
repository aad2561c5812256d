package pipelinelock.secrecy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Secrets that are recognised by their format alone, whoever they belong to: a remote may show one
 * that the bot never had, or a token before the bot has parsed it.
 */
final class SecretFormats {
  /**
   * One form.
   *
   * @param sign in small letters, a piece without which no text holds such a secret, so that the
   *     slow search is made where there may be one
   */
  private record Form(String sign, Pattern pattern) {
    static Form of(String sign, String pattern) {
      return new Form(sign, Pattern.compile(pattern));
    }
  }

  private static final List<Form> FORMS =
      List.of(
          // Slack's tokens, and the addresses that are as good as one.
          Form.of("xox", "\\bxox[a-z]-[A-Za-z0-9-]{10,}"),
          Form.of("xapp-", "\\bxapp-[A-Za-z0-9-]{10,}"),
          Form.of("hooks.slack.com/", "hooks\\.slack\\.com/[A-Za-z0-9/_-]{8,}"),
          // A JSON web token, of UAA and Concourse alike.
          Form.of("eyj", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
          // HTTP's credentials.
          Form.of("bearer ", "(?i:\\b(?<=bearer )[A-Za-z0-9+/._~-]{16,}=*)"),
          Form.of("basic ", "(?i:\\b(?<=basic )[A-Za-z0-9+/]{12,}=*)"),
          // A URL's user and password.
          Form.of("://", "(?<=://)[^\\s/@:]{1,100}:[^\\s/@]{1,200}(?=@)"),
          // A private key in PEM, whole or up to where it is cut.
          Form.of(
              "-----begin ", "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]{16,}"));

  private SecretFormats() {}

  static void find(String text, Spans found) {
    var small = Letters.small(text);
    for (var form : FORMS) {
      if (small.contains(form.sign())) {
        find(form.pattern(), text, found);
      }
    }
  }

  private static void find(Pattern pattern, String text, Spans found) {
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.start(), matcher.end());
    }
  }
}
