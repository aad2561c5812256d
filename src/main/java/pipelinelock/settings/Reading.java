package pipelinelock.settings;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import pipelinelock.settings.YamlTree.Malformed;

/** One reading of one file: what its texts are filled from, and the problems found so far. */
final class Reading {
  private final String file;
  private final Texts texts;
  private final List<Problem> problems = new ArrayList<>();

  Reading(String file, Texts texts) {
    this.file = file;
    this.texts = texts;
  }

  Texts texts() {
    return texts;
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
