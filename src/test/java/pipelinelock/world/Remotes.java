package pipelinelock.world;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Concourse and the Director of a world, asked over one of two ways. */
@FunctionalInterface
public interface Remotes {
  Told answer(Ask ask);

  /** The remotes of a world described in facts; a world that moves on is given again each time. */
  static Remotes of(java.util.function.Supplier<WorldFacts> world) {
    return ask -> {
      var facts = world.get();
      return isConcourse(ask)
          ? new ConcourseAnswers(facts.concourse()).answer(ask)
          : new DirectorAnswers(facts.director(), facts.at()).answer(ask);
    };
  }

  /** Which of the two a request is for: their paths have nothing in common. */
  static boolean isConcourse(Ask ask) {
    return ask.path().getFirst().equals("api") || ask.path().getFirst().equals("sky");
  }

  /** The same remotes; what they have no answer to is noted. */
  default Remotes noting(Queue<String> unanswered) {
    return ask -> {
      var told = answer(ask);
      if (told.status() == 404) {
        unanswered.add(ask.toString());
      }
      return told;
    };
  }

  /** A list to note in. */
  static Queue<String> notes() {
    return new ConcurrentLinkedQueue<>();
  }
}
