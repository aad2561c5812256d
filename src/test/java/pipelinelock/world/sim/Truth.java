package pipelinelock.world.sim;

import java.util.List;
import java.util.Set;

/**
 * What is true of the environment's lock at one moment.
 *
 * @param state the state's name, as the table has it
 * @param titles the verdicts that are right about it
 * @param trouble nothing of it will mend itself, so it has to be reported
 * @param since from when on it could be seen that it does not move
 */
record Truth(String state, Set<String> titles, boolean trouble, long since) {
  Truth {
    titles = Set.copyOf(titles);
  }

  static Truth calm(String state, String... titles) {
    return new Truth(state, withSelf(state, titles), false, 0);
  }

  static Truth trouble(long since, String state, String... titles) {
    return new Truth(state, withSelf(state, titles), true, since);
  }

  private static Set<String> withSelf(String state, String... titles) {
    var all = new java.util.TreeSet<>(List.of(titles));
    all.add(state);
    return all;
  }
}
