package pipelinelock.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;
import pipelinelock.settings.YamlTree.Malformed;

/** Reads {@code pipeline-lock.yml}. */
public final class SettingsFile {
  private final Map<String, String> environment;
  private final List<SecretSource> sources;

  /**
   * A reader that knows the usual sources of values.
   *
   * @param environment the variables that {@code ${NAME}} stands for
   */
  public SettingsFile(Map<String, String> environment) {
    this(environment, SecretSource.standard());
  }

  /**
   * A reader.
   *
   * @param environment the variables that {@code ${NAME}} stands for
   * @param sources the places that values may be fetched from
   */
  public SettingsFile(Map<String, String> environment, List<SecretSource> sources) {
    this.environment = Map.copyOf(environment);
    this.sources = List.copyOf(sources);
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
   * Reads and checks the environments of this file alone, for one who only looks at them: the other
   * sections, and the secrets in them, are left unread.
   *
   * @throws SettingsException with everything that is wrong in what was read
   */
  public List<EnvironmentSettings> environments(Path file) {
    return parse(file.toString(), content(file), SettingsReader::environmentsAlone);
  }

  /**
   * Reads and checks where the record of this file is kept, and nothing else.
   *
   * @throws SettingsException with everything that is wrong in what was read
   */
  public Settings.RecordPlace record(Path file) {
    return parse(file.toString(), content(file), SettingsReader::recordAlone);
  }

  /**
   * Reads and checks whose signatures on checkpoints of the record count, and nothing else.
   *
   * @throws SettingsException with everything that is wrong in what was read
   */
  public CheckpointSettings checkpoints(Path file) {
    return parse(file.toString(), content(file), CheckpointReader::alone);
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
          file, "may not be read by this user", "give the bot's user the right to read it");
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
    return parse(file, text, SettingsReader::read);
  }

  private <T> T parse(String file, String text, Function<Section, Value<T>> reader) {
    var reading = new Reading(file, new Texts(environment, sources));
    Value<T> settings = top(reading, text).then(Place::section).then(reader);
    List<Problem> problems = reading.problems();
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings.get();
  }

  private static Value<Place> top(Reading reading, String text) {
    try {
      Node node = YamlTree.of(text);
      return Value.of(new Place(reading, "", "", node.getStartMark(), node));
    } catch (Malformed e) {
      reading.report(e);
      return Value.unsound();
    }
  }
}
