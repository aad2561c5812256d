package pipelinelock.settings.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Problem;
import pipelinelock.settings.Settings;
import pipelinelock.settings.SettingsException;
import pipelinelock.settings.read.Fetches;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.Reading;
import pipelinelock.settings.read.SecretSource;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Texts;
import pipelinelock.settings.read.Value;
import pipelinelock.settings.read.YamlTree;
import pipelinelock.settings.read.YamlTree.Malformed;
import pipelinelock.settings.section.CheckpointReader;

/**
 * Reads {@code pipeline-lock.yml}. An environment's value that cannot be fetched is not a problem
 * of the file: the environment says what it lacks ({@link EnvironmentSettings#unfetched}), and the
 * others are complete.
 */
public final class SettingsFile {
  /**
   * How long one value may take: far longer than a healthy AWS does, and as long as a person waits
   * for a command.
   */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final BiPredicate<String, SecretSource> ALL = (_, _) -> true;

  private final Map<String, String> environment;
  private final Supplier<List<SecretSource>> sources;
  private final Duration limit;

  /**
   * A reader that knows the usual sources of values.
   *
   * @param environment the variables that {@code ${NAME}} refers to
   */
  public SettingsFile(Map<String, String> environment) {
    this(environment, SecretSource.standard());
  }

  /**
   * A reader.
   *
   * @param environment the variables that {@code ${NAME}} refers to
   * @param sources the places that values may be fetched from
   */
  public SettingsFile(Map<String, String> environment, List<SecretSource> sources) {
    this(environment, () -> sources, LIMIT);
  }

  /**
   * A reader that begins each reading with new sources, which remember nothing of what they
   * received before: neither credentials nor sessions.
   *
   * @param limit how long one value may take, credentials and roles included
   */
  public SettingsFile(
      Map<String, String> environment, Supplier<List<SecretSource>> sources, Duration limit) {
    this.environment = Map.copyOf(environment);
    this.sources = sources;
    this.limit = limit;
  }

  /**
   * Reads and checks this file.
   *
   * @throws SettingsException with everything that is wrong in it
   */
  public Settings read(Path file) {
    return parse(file.toString(), content(file));
  }

  /**
   * Reads and checks this file, so that its values can be fetched again later.
   *
   * @throws SettingsException with everything that is wrong in it
   */
  public LoadedSettings load(Path file) {
    return load(file, ALL);
  }

  /**
   * The same, and fetches the values of no other environment than this one.
   *
   * @throws SettingsException with everything that is wrong in it
   */
  public LoadedSettings load(Path file, String only) {
    return load(file, of(only));
  }

  private LoadedSettings load(Path file, BiPredicate<String, SecretSource> meant) {
    String text = content(file);
    var parsed = parse(file.toString(), text, SettingsReader::read, meant);
    return new LoadedSettings(
        parsed.settings(),
        parsed.reading()::origins,
        name ->
            parse(file.toString(), text, SettingsReader::read, of(name.value()))
                .settings()
                .environment(name));
  }

  /**
   * Reads and checks this file without asking any other system.
   *
   * @throws SettingsException with everything that can be found wrong without them
   */
  public Offline offline(Path file) {
    var parsed =
        parse(
            file.toString(),
            content(file),
            SettingsReader::read,
            (_, source) -> !source.asksOthers());
    var failed = parsed.reading().failed();
    if (!failed.isEmpty()) {
      throw new SettingsException(failed);
    }
    return new Offline(parsed.settings(), parsed.reading().notAsked());
  }

  /**
   * What a file says by itself.
   *
   * @param notFetched how many values lie elsewhere, and were not fetched
   */
  public record Offline(Settings settings, int notFetched) {}

  /**
   * Reads and checks the environments of this file alone, for one who only looks at them: the other
   * sections, and the secrets in them, are left unread.
   *
   * @throws SettingsException with everything that is wrong in what was read
   */
  public List<EnvironmentSettings> environments(Path file) {
    return parse(file.toString(), content(file), SettingsReader::environmentsAlone, ALL).settings();
  }

  /**
   * The same for one environment, whatever may be wrong with the others.
   *
   * @return empty where the file has none of this name
   * @throws SettingsException with everything that is wrong in what was read
   */
  public Optional<EnvironmentSettings> environment(Path file, String name) {
    return parse(
            file.toString(),
            content(file),
            section -> SettingsReader.environmentAlone(section, name),
            ALL)
        .settings();
  }

  /**
   * The names of the file's environments, whatever may be wrong with them.
   *
   * @throws SettingsException when it has no environments
   */
  public List<String> names(Path file) {
    return parse(file.toString(), content(file), SettingsReader::namesAlone, ALL).settings();
  }

  /**
   * Reads and checks where the record of this file is kept, and nothing else.
   *
   * @throws SettingsException with everything that is wrong in what was read
   */
  public Settings.RecordPlace record(Path file) {
    return parse(file.toString(), content(file), SettingsReader::recordAlone, ALL).settings();
  }

  /**
   * Reads and checks whose signatures on checkpoints of the record count, and nothing else.
   *
   * @throws SettingsException with everything that is wrong in what was read
   */
  public CheckpointSettings checkpoints(Path file) {
    return parse(file.toString(), content(file), CheckpointReader::alone, ALL).settings();
  }

  private static String content(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw refused(file, "is a folder", "name the settings file in it");
      }
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw refused(
          file,
          "there is no such file",
          "create it as docs/configuration.md shows, or correct --config");
    } catch (AccessDeniedException _) {
      throw refused(
          file, "cannot be read by this user", "give the bot's user permission to read it");
    } catch (CharacterCodingException _) {
      throw refused(file, "is not text in UTF-8", "save it as UTF-8");
    } catch (IOException _) {
      throw refused(file, "cannot be read", "check the file and the disk it is on");
    }
  }

  private static SettingsException refused(Path file, String what, String fix) {
    return new SettingsException(List.of(new Problem(file.toString(), 0, 0, "", what, fix)));
  }

  /**
   * Reads and checks this text.
   *
   * @param file what to call it in messages
   * @throws SettingsException with everything that is wrong in it
   */
  public Settings parse(String file, String text) {
    return parse(file, text, SettingsReader::read, ALL).settings();
  }

  private static BiPredicate<String, SecretSource> of(String only) {
    return (name, _) -> name.isEmpty() || name.equals(only);
  }

  private record Parsed<T>(T settings, Reading reading) {}

  /** Once to see what has to be fetched, and once more with that. */
  private <T> Parsed<T> parse(
      String file,
      String text,
      Function<Section, Value<T>> reader,
      BiPredicate<String, SecretSource> meant) {
    var fetches = new Fetches(meant, limit);
    var texts = new Texts(environment, sources.get());
    while (true) {
      var reading = new Reading(file, texts, fetches);
      Value<T> settings = top(reading, text).then(FileValue::section).then(reader);
      if (fetches.fetch()) {
        continue;
      }
      if (!reading.problems().isEmpty()
          || !settings.isSound()
          || !reading.failedForAll().isEmpty()) {
        throw new SettingsException(reading.all());
      }
      return new Parsed<>(settings.get(), reading);
    }
  }

  private static Value<FileValue> top(Reading reading, String text) {
    try {
      Node node = YamlTree.of(text);
      return Value.of(new FileValue(reading, "", "", node.getStartMark(), node));
    } catch (Malformed e) {
      reading.report(e);
      return Value.unsound();
    }
  }
}
