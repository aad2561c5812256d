package pipelinelock.settings.read;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.Problem;
import pipelinelock.settings.ValueOrigin;
import pipelinelock.settings.read.Fetches.Answer;
import pipelinelock.settings.read.Fetches.Want;
import pipelinelock.settings.read.YamlTree.Malformed;

/**
 * One reading of one file: the sources of its texts, and the problems found so far. Problems with a
 * fetched value are kept apart from problems with the file.
 */
public final class Reading {
  private static final Pattern ENVIRONMENT = Pattern.compile("environments\\.([^.]+)\\..*");

  private final String file;
  private final Texts texts;
  private final Fetches fetches;
  private final Map<String, Texts> own = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> unfetched = new ArrayList<>();
  private final Set<Problem> notAsked = new HashSet<>();
  private final Map<String, ValueOrigin> origins = new LinkedHashMap<>();

  public Reading(String file, Texts texts, Fetches fetches) {
    this.file = file;
    this.texts = texts;
    this.fetches = fetches;
  }

  /** Where the files are that a value names. */
  public KeyFiles keyFiles() {
    return KeyFiles.beside(file);
  }

  /** What the value at this path is filled from. */
  public Texts texts(String path) {
    return own.entrySet().stream()
        .filter(section -> path.startsWith(section.getKey() + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(texts);
  }

  /** From now on what is below this path belongs to the environment. */
  public void belongsTo(String path, EnvironmentName environment) {
    own.put(path, texts.of(environment));
  }

  /** From now on fetches what is below this path as the environment is to be asked for. */
  public void fetchAs(String path, EnvironmentName environment, Aws aws) {
    own.put(path, texts.as(environment, aws));
  }

  /** What the source gives for the value at this path. */
  public Value<String> fetch(Mark mark, String path, SecretSource source, String name) {
    var owner = ENVIRONMENT.matcher(path);
    var want = new Want(owner.matches() ? owner.group(1) : "", source.scheme(), name);
    origins.put(path, new ValueOrigin(path, source.scheme() + ":" + name));
    return switch (fetches.answer(want, source)) {
      case Answer.Text(var text) -> Value.of(text);
      case Answer.Failed(var what, var fix) -> {
        unfetched.add(problem(mark, path, what, fix));
        yield Value.unfetched();
      }
      case Answer.NotAsked _ -> {
        var told = problem(mark, path, "was not fetched", "fetch this environment's values");
        unfetched.add(told);
        notAsked.add(told);
        yield Value.unfetched();
      }
    };
  }

  /** Whether the value at this path came from a source. */
  public boolean isFetched(String path) {
    return origins.containsKey(path);
  }

  public void report(Mark mark, String key, String what, String fix) {
    var origin = Optional.ofNullable(origins.get(key));
    if (origin.isPresent()) {
      String told = "%s (it came from %s)".formatted(what, origin.get().from());
      unfetched.add(problem(mark, key, told, fix));
    } else {
      problems.add(problem(mark, key, what, fix));
    }
  }

  private Problem problem(Mark mark, String key, String what, String fix) {
    return new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, key, what, fix);
  }

  /** Reports that the text as a whole cannot be read. */
  public void report(Malformed malformed) {
    String what = String.valueOf(malformed.getMessage());
    problems.add(
        new Problem(file, malformed.line(), malformed.column(), "", what, malformed.fix()));
  }

  /** What is wrong with the file, in its order, each once. */
  public List<Problem> problems() {
    return inOrder(problems);
  }

  /** What could not be fetched, or is not what it should be, in the order of the file. */
  public List<Problem> unfetched() {
    return inOrder(unfetched);
  }

  /** The same, but for what nobody was asked for. */
  public List<Problem> failed() {
    return unfetched().stream().filter(it -> !notAsked.contains(it)).toList();
  }

  /** What of that belongs to no environment, so that the bot cannot do without it. */
  public List<Problem> failedForAll() {
    return failed().stream().filter(it -> !ENVIRONMENT.matcher(it.key()).matches()).toList();
  }

  /** How many values nobody was asked for. */
  public int notAsked() {
    return notAsked.size();
  }

  /** All that is wrong, whatever it is. */
  public List<Problem> all() {
    return inOrder(Stream.concat(problems.stream(), failed().stream()).toList());
  }

  /** What could not be fetched below this path. */
  public List<Problem> unfetched(String path) {
    return unfetched().stream().filter(it -> it.key().startsWith(path + ".")).toList();
  }

  /** Where the values of this environment come from that are fetched. */
  public List<ValueOrigin> origins(EnvironmentName environment) {
    String section = "environments.%s.".formatted(environment);
    return origins.values().stream().filter(it -> it.key().startsWith(section)).toList();
  }

  private static List<Problem> inOrder(Collection<Problem> problems) {
    return problems.stream()
        .distinct()
        .sorted(comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
