package pipelinelock.crash;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The counts of the whole matrix, cell by cell. */
final class Ledger {
  private final Map<Cell, Tally> cells = new ConcurrentHashMap<>();
  private final long began = System.nanoTime();

  Tally of(Cell cell) {
    return cells.computeIfAbsent(cell, _ -> new Tally());
  }

  Tally total() {
    var total = new Tally();
    cells.values().forEach(total::add);
    return total;
  }

  String summary() {
    var total = total();
    return cells.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Cell, Tally> it) -> it.getKey().place())
                .thenComparing(it -> it.getKey().fault()))
        .map(it -> "crash matrix: %s: %s".formatted(it.getKey(), it.getValue().summary()))
        .collect(
            Collectors.joining(
                "\n",
                "",
                "\ncrash matrix: all: %s\ncrash matrix: in %d s; newest event at the kills: %s"
                    .formatted(
                        total.summary(),
                        (System.nanoTime() - began) / 1_000_000_000,
                        Tally.told(total.heads()))));
  }
}
