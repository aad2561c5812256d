package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.settings.file.SettingsFile;

/**
 * However a file is broken, no secret in it is shown: neither one that is written in it nor one
 * that an environment variable brings. {@code -Dbroken.files=50000 -Dbroken.seed=7} for more of
 * them.
 */
class SecretsStaySecretTest {
  private static final int FILES = Integer.getInteger("broken.files", 400);
  private static final long SEED = Long.getLong("broken.seed", 0);

  /** What follows it is kept back from every text of this process, so no name may come there. */
  private static final Pattern SECRET_KEY = Pattern.compile("password|secret|token|key");

  private static final String SEPARATORS = ":-'\"[]{}&*!|>%@`#, \t\n<?~$";

  /** The whole example; every second secret of it is written out. */
  private static String example(Map<String, String> variables, Random random) {
    String text = Example.whole();
    for (var variable : Example.VARIABLES.entrySet()) {
      if (random.nextBoolean()) {
        text = text.replace("${" + variable.getKey() + "}", variable.getValue());
      } else {
        variables.put(variable.getKey(), variable.getValue());
      }
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noMessageHoldsASecretHoweverTheFileIsBroken(long seed) {
    var random = new Random(SEED + seed);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      var variables = new HashMap<String, String>();
      String text = broken(example(variables, random), random);
      try {
        new SettingsFile(variables, List.of(new Example.PemFiles())).parse("it.yml", text);
      } catch (SettingsException e) {
        refused++;
        assertThat(trace(e)).as(text).doesNotContain(Example.VARIABLES.values());
      }
    }
    assertThat(refused).as("files that were refused").isGreaterThan(FILES / 2);
  }

  private static String trace(SettingsException e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace + e.toString() + e.problems();
  }

  private static String broken(String text, Random random) {
    var lines = new ArrayList<>(text.lines().toList());
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      breakOne(lines, random);
    }
    return String.join("\n", lines);
  }

  private static void breakOne(List<String> lines, Random random) {
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    String line = lines.get(at);
    int column = random.nextInt(line.length() + 1);
    switch (random.nextInt(8)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, line);
      case 2 -> lines.set(at, " ".repeat(random.nextInt(4)) + line);
      case 3 -> lines.set(at, line.substring(column));
      case 4 ->
          lines.set(at, line.substring(0, column) + separator(random) + line.substring(column));
      case 5 -> {
        if (!SECRET_KEY.matcher(line).find()) {
          lines.set(at, key(line) + value(lines.get(other)));
        }
      }
      case 6 -> lines.set(at, indentation(line) + value(lines.get(other)).strip() + ": 1");
      default ->
          lines.set(at, line.replaceFirst(": ", Matcher.quoteReplacement(separator(random))));
    }
  }

  private static String separator(Random random) {
    int at = random.nextInt(SEPARATORS.length());
    return SEPARATORS.substring(at, at + 1);
  }

  private static String indentation(String line) {
    return " ".repeat(line.length() - line.stripLeading().length());
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf(':') + 1);
  }

  private static String value(String line) {
    return " " + line.substring(line.indexOf(':') + 1).strip();
  }
}
