package pipelinelock;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import pipelinelock.aws.AwsSecretSources;
import pipelinelock.settings.SecretSource;
import pipelinelock.settings.SettingsFile;

/**
 * What a command finds around it.
 *
 * @param variables what {@code ${NAME}} in the settings stands for
 * @param clock tells the time
 * @param in bytes that are piped in
 * @param out for bytes that must go out as they are; words go by the command line's own writers
 */
record Surroundings(
    Map<String, String> variables, InstantSource clock, InputStream in, OutputStream out) {
  Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  static Surroundings real() {
    return new Surroundings(
        System.getenv(),
        InstantSource.system(),
        System.in,
        new FileOutputStream(FileDescriptor.out));
  }

  /** A reader of settings that fetches what lies in AWS too. */
  SettingsFile settingsFile() {
    return new SettingsFile(variables, SecretSource.standardAnd(AwsSecretSources.of()));
  }

  /** Without the values of the variables: they are secrets. */
  @Override
  public String toString() {
    return "Surroundings[" + variables.keySet() + "]";
  }
}
