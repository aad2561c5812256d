package pipelinelock.settings.source;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part after a source's colon: {@code name?versionId=version#path}, where the last two are
 * optional. In a name, {@code %23}, {@code %3F} and {@code %25} mean {@code #}, {@code ?} and
 * {@code %}; everything else is literal.
 *
 * @param name of the object, secret or file
 * @param version which of its versions; absent = the current one
 * @param path the path of the value in it; absent = all of it
 */
public record Reference(String name, Optional<Version> version, Optional<DocumentPath> path) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<name>[^#]*?)(?:\\?(?<what>versionId|versionStage)=(?<version>[^#?&]+))?(?:#(?<path>.*))?",
          Pattern.DOTALL);

  /**
   * One version of what lies there.
   *
   * @param stage whether it is named by its stage, {@code AWSPREVIOUS}, and not by its id
   */
  public record Version(String name, boolean stage) {}

  /**
   * Takes it apart.
   *
   * @throws IllegalArgumentException when there is no name, or the path is none; its message holds
   *     nothing of the text
   */
  public static Reference of(String written) {
    var parts = FORM.matcher(written);
    if (!parts.matches() || parts.group("name").isBlank()) {
      throw new IllegalArgumentException("there is no name");
    }
    return new Reference(
        plain(parts.group("name")),
        version(parts.group("what"), parts.group("version")),
        Optional.ofNullable(parts.group("path")).map(DocumentPath::of));
  }

  private static Optional<Version> version(@Nullable String what, @Nullable String name) {
    return what == null || name == null
        ? Optional.empty()
        : Optional.of(new Version(plain(name), what.equals("versionStage")));
  }

  private static String plain(String text) {
    return text.replaceAll("(?i)%23", "#").replaceAll("(?i)%3F", "?").replace("%25", "%");
  }
}
