package pipelinelock.runbook.restart;

import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the intent of a step says about a build, so that a process that did not write the intent
 * finds the build again: Concourse takes no label with a build that is started.
 */
final class BuildLabel {
  private static final Pattern AFTER = Pattern.compile("after-build-(\\d{1,18})-[0-9a-f]{8}");
  private static final Pattern OF = Pattern.compile("build-(\\d{1,18})");

  private BuildLabel() {}

  /** Of a build that does not exist yet; no two are alike, so that a process knows its own. */
  static String after(long newest) {
    return "after-build-%d-%s".formatted(newest, UUID.randomUUID().toString().substring(0, 8));
  }

  static String of(long build) {
    return "build-" + build;
  }

  /** The newest build that there was before. */
  static OptionalLong newestBefore(String label) {
    return number(AFTER, label);
  }

  /** The build that is followed. */
  static OptionalLong build(String label) {
    return number(OF, label);
  }

  private static OptionalLong number(Pattern form, String label) {
    var found = form.matcher(label);
    return found.matches() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }
}
