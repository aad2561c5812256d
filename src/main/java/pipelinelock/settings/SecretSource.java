package pipelinelock.settings;

import java.util.List;

/**
 * A place outside the settings file that a value may be fetched from, written as {@code
 * scheme:name}, such as {@code file:/run/secrets/bosh}.
 */
public interface SecretSource {
  /** What a value begins with, without the colon: {@code file}. */
  String scheme();

  /**
   * Fetches the text.
   *
   * @param name what follows the colon
   * @throws Unreadable when there is no such text; its message names the place, never the text
   */
  String read(String name) throws Unreadable;

  /** The sources that work without asking another system, and a clear no for those to come. */
  static List<SecretSource> standard() {
    return List.of(
        new FileSource(), new UnsupportedSource("s3"), new UnsupportedSource("aws-secretsmanager"));
  }

  /** The text could not be fetched. */
  final class Unreadable extends Exception {
    private final String fix;

    public Unreadable(String what, String fix) {
      super(what);
      this.fix = fix;
    }

    public String fix() {
      return fix;
    }
  }
}
