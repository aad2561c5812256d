package pipelinelock.wording;

import java.util.regex.Pattern;

/**
 * Long ids as people read them: of a UUID the first of its five parts, which tells the few VMs and
 * workers of an environment apart and is what commands take. What is typed by hand keeps all of it.
 */
public final class ShortIds {
  private static final Pattern UUID =
      Pattern.compile("\\b([0-9A-Fa-f]{8})-[0-9A-Fa-f]{4}-[0-9A-Fa-f-]{22}\\b");

  private ShortIds() {}

  /** {@code recreate concourse-worker/89f7a596}. */
  public static String in(String text) {
    return UUID.matcher(text).replaceAll("$1");
  }
}
