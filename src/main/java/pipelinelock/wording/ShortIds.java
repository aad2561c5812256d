package pipelinelock.wording;

import java.util.regex.Pattern;

/**
 * Long ids as people read them: the first of the five parts of a UUID, which distinguishes the few
 * VMs and workers of an environment and is what commands take. Commands to type keep the whole id.
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
