package pipelinelock.settings;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.YamlTree.Malformed;

/** One reading of one file: what its texts are filled from, and the problems found so far. */
final class Reading {
  private final String file;
  private final Texts texts;
  private final Map<String, Texts> own = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Reading(String file, Texts texts) {
    this.file = file;
    this.texts = texts;
  }

  /** Where the files are that a value names. */
  KeyFiles keyFiles() {
    return KeyFiles.beside(file);
  }

  /** What the value at this path is filled from. */
  Texts texts(String path) {
    return own.entrySet().stream()
        .filter(section -> path.startsWith(section.getKey() + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(texts);
  }

  /** From now on fetches what stands below this path as the environment is to be asked for. */
  void fetchAs(String path, EnvironmentName environment, Aws aws) {
    own.put(path, texts.as(environment, aws));
  }

  void report(Mark mark, String key, String what, String fix) {
    problems.add(new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, key, what, fix));
  }

  /** Reports that the text as a whole cannot be read. */
  void report(Malformed malformed) {
    String what = String.valueOf(malformed.getMessage());
    problems.add(
        new Problem(file, malformed.line(), malformed.column(), "", what, malformed.fix()));
  }

  /** The problems in the order of the file, each once. */
  List<Problem> problems() {
    return problems.stream()
        .distinct()
        .sorted(comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
