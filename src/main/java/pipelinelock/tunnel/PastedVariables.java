package pipelinelock.tunnel;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Parses what a shell is to set: {@code export BOSH_ALL_PROXY=…}, possibly among other lines. */
final class PastedVariables {
  private static final String PROXY = "BOSH_ALL_PROXY";
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*?);?\\s*$");
  private static final Pattern USE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");

  private PastedVariables() {}

  /**
   * The value of {@code BOSH_ALL_PROXY}, with the variables of the same text filled in; the text
   * itself where it sets none.
   */
  static String proxyIn(String text) {
    var set = new TreeMap<String, String>();
    LINE.matcher(text).results().forEach(it -> set.put(it.group(1), unquoted(it.group(2))));
    String proxy = set.get(PROXY);
    return proxy == null ? text.strip() : filled(proxy, set);
  }

  private static String unquoted(String value) {
    String plain = value.strip();
    boolean quoted =
        plain.length() > 1
            && (plain.startsWith("'") || plain.startsWith("\""))
            && plain.charAt(0) == plain.charAt(plain.length() - 1);
    return quoted ? plain.substring(1, plain.length() - 1) : plain;
  }

  private static String filled(String value, Map<String, String> set) {
    return USE.matcher(value)
        .replaceAll(
            use ->
                java.util.regex.Matcher.quoteReplacement(
                    set.getOrDefault(use.group(1), use.group())));
  }
}
