package pipelinelock.settings.read;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Parses text to YAML nodes, which know their lines, without building objects from them. */
public final class YamlTree {
  private static final int LARGEST = 1_000_000;
  private static final int DEEPEST = 30;
  private static final int MOST_ALIASES = 50;

  private YamlTree() {}

  public static Node of(String text) throws Malformed {
    if (text.length() > LARGEST) {
      throw new Malformed(1, 1, YamlFault.TOO_LARGE);
    }
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      Node top = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (top == null) {
        throw new Malformed(1, 1, YamlFault.EMPTY);
      }
      return top;
    } catch (MarkedYAMLException e) {
      throw malformed(e);
    } catch (ReaderException e) {
      throw malformed(text, e);
    } catch (YAMLException e) {
      throw new Malformed(1, 1, YamlFault.of(String.valueOf(e.getMessage())));
    }
  }

  private static Malformed malformed(MarkedYAMLException e) {
    YamlFault fault = YamlFault.of(String.valueOf(e.getProblem()));
    Optional<Mark> mark =
        Optional.ofNullable(fault.isSeenAtItsBeginning() ? e.getContextMark() : e.getProblemMark());
    return new Malformed(
        mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, fault);
  }

  private static Malformed malformed(String text, ReaderException e) {
    int[] before =
        text.codePoints().limit(Math.max(0, e.getPosition())).filter(c -> c != '\r').toArray();
    int line = 1;
    int column = 1;
    for (int character : before) {
      line += character == '\n' ? 1 : 0;
      column = character == '\n' ? 1 : column + 1;
    }
    return new Malformed(line, column, YamlFault.CHARACTER);
  }

  /** The text is no YAML, or more of it than settings can be. */
  public static final class Malformed extends Exception {
    private final int line;
    private final int column;
    private final String fix;

    private Malformed(int line, int column, YamlFault fault) {
      super(fault.what);
      this.line = line;
      this.column = column;
      this.fix = fault.fix;
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }

    String fix() {
      return fix;
    }
  }
}
