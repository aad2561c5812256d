package pipelinelock.settings.read;

import java.util.List;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;

/**
 * A place outside the settings file from which a value can be fetched, written as {@code
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

  /** Whether another system is asked: that may take long, and may fail today and work tomorrow. */
  default boolean asksOthers() {
    return true;
  }

  /** This source, asked as an environment is to be asked for; itself where that is all the same. */
  default SecretSource as(EnvironmentName environment, Aws aws) {
    return this;
  }

  /** The sources that work without asking another system, and a clear no for the others. */
  static List<SecretSource> standard() {
    return List.of(
        new FileSource(),
        new UnsupportedSource("s3"),
        new UnsupportedSource("aws-secretsmanager"),
        new UnsupportedSource("aws-ssm"));
  }

  /** The standard sources, and these in place of those that they have no more than a no for. */
  static List<SecretSource> standardAnd(List<SecretSource> others) {
    var taken = others.stream().map(SecretSource::scheme).toList();
    return Stream.concat(
            others.stream(), standard().stream().filter(each -> !taken.contains(each.scheme())))
        .toList();
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
