package pipelinelock.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import pipelinelock.aws.AwsSecretSources;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.settings.read.SecretSource;

/**
 * What a command gets from its surroundings.
 *
 * @param variables the variables for {@code ${NAME}} in the settings
 * @param clock the current time
 * @param in bytes piped into the command
 * @param out for raw bytes; text goes through the command line's own writers
 * @param begun when the command was called, by {@link System#nanoTime}
 */
public record Surroundings(
    Map<String, String> variables,
    InstantSource clock,
    InputStream in,
    OutputStream out,
    long begun) {
  /** How soon a person sees what is known, from the moment of the call. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** To judge, to print, and to end. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  /**
   * However slowly a process starts, the remotes get so long to answer: a healthy environment is
   * shown whole, rather than half of it a second sooner.
   */
  private static final Duration LEAST = Duration.ofMillis(1500);

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  public static Surroundings real() {
    return new Surroundings(
        System.getenv(),
        InstantSource.system(),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        System.nanoTime() - sinceStart().toNanos());
  }

  /** How long this process lives already: starting it is a part of what a person waits for. */
  private static Duration sinceStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, InstantSource.system().instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  /** How long a look may take from now, so that the command shows what is known in time. */
  Duration hurry() {
    var left = PATIENCE.minus(LAST_WORDS).minusNanos(System.nanoTime() - begun);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  /** A reader of settings that also fetches values from AWS. */
  public SettingsFile settingsFile() {
    return new SettingsFile(
        variables,
        () -> SecretSource.standardAnd(AwsSecretSources.of(variables)),
        SettingsFile.LIMIT);
  }

  /** Without the values of the variables: they are secrets. */
  @Override
  public String toString() {
    return "Surroundings[" + variables.keySet() + "]";
  }
}
