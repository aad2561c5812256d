package pipelinelock.slack.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The VMs that {@code --only} names: it may be repeated, and takes comma-separated names.
 *
 * @param others all other words
 */
public record VmSelection(List<String> names, Typed others) {
  public static final String FLAG = "only";

  public VmSelection {
    names = List.copyOf(names);
  }

  /**
   * @throws UsageError when nothing follows it
   */
  public static VmSelection of(Typed typed) {
    var names = new ArrayList<String>();
    var rest = typed;
    for (var next = rest.valueOf(FLAG); next.isPresent(); next = rest.valueOf(FLAG)) {
      Arrays.stream(next.get().value().split(",", -1))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .forEach(names::add);
      rest = next.get().others();
      if (names.isEmpty()) {
        throw which();
      }
    }
    if (rest.has(FLAG)) {
      throw which();
    }
    return new VmSelection(names, rest);
  }

  private static UsageError which() {
    return new UsageError(
        "Which VM? `--only` wants a name after it, `--only worker/0`, or several with commas between them.");
  }

  /** As it is written in a command; empty without any. */
  public String asTyped() {
    return names.isEmpty()
        ? ""
        : " --only " + String.join(",", names).replace('`', '\'').replaceAll("\\s", "");
  }
}
