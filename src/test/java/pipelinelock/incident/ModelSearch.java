package pipelinelock.incident;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Breadth first through every state that can be reached, so that the first fault has the shortest
 * way.
 */
public final class ModelSearch {
  private static final int MOST = 3_000_000;

  private record Step(@Nullable ModelState from, String move) {}

  /**
   * What was found.
   *
   * @param way the moves that lead to the violation
   * @param exhausted whether every state was seen, unless there was a violation before
   * @param starts how many of the states come right after a start
   */
  public record Result(
      Optional<String> violation,
      List<String> way,
      int states,
      boolean exhausted,
      Set<Outcome> ends,
      int starts) {
    public String summary() {
      return "%d states, ends %s%s"
          .formatted(states, ends, violation.map(it -> ", " + it + " after " + way).orElse(""));
    }
  }

  private ModelSearch() {}

  public static Result of(ModelState first) {
    Map<ModelState, Step> seen = new HashMap<>();
    var ends = EnumSet.noneOf(Outcome.class);
    int starts = 0;
    var next = new ArrayDeque<ModelState>();
    seen.put(first, new Step(null, ""));
    next.add(first);
    while (!next.isEmpty() && seen.size() < MOST) {
      var state = next.remove();
      var violation = state.violation();
      if (violation.isPresent()) {
        return new Result(violation, way(state, seen), seen.size(), false, ends, starts);
      }
      end(state).ifPresent(ends::add);
      starts += state.record().getLast().event() instanceof IncidentEvent.Started ? 1 : 0;
      for (var move : state.moves()) {
        if (seen.putIfAbsent(move.to(), new Step(state, move.name())) == null) {
          next.add(move.to());
        }
      }
    }
    return new Result(Optional.empty(), List.of(), seen.size(), next.isEmpty(), ends, starts);
  }

  private static Optional<Outcome> end(ModelState state) {
    return Incident.of(state.record()).phase() instanceof Phase.Closed closed
        ? Optional.of(closed.outcome())
        : Optional.empty();
  }

  private static List<String> way(ModelState to, Map<ModelState, Step> seen) {
    var moves = new ArrayList<String>();
    for (var step = seen.get(to);
        step != null && step.from() != null;
        step = seen.get(step.from())) {
      moves.addFirst(step.move());
    }
    return moves;
  }
}
