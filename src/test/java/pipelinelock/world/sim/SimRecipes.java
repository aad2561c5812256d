package pipelinelock.world.sim;

import java.util.List;

/** The steps of a build of each kind of job, in small as in create-cloudfoundry. */
final class SimRecipes {
  private SimRecipes() {}

  static List<SimStep> of(SimJob job, Dice dice) {
    return switch (job.kind) {
      case LOCK -> lock(dice);
      case PATH ->
          List.of(
              get("pipeline-trigger", "a1"),
              get("paas-cf", "a2"),
              step(SimStep.Kind.TASK, job.name, "a3", false, takes(dice), prints(dice)));
      case UNLOCK ->
          List.of(
              get("pipeline-trigger", "u1"),
              get("pipeline-pool", "u2"),
              step(SimStep.Kind.TASK, "unlock-the-pipeline", "u3", true, 3, 1),
              release("u4", true),
              get("pipeline-pool", "u5"));
      case RELEASE -> List.of(get("pipeline-pool", "r1"), release("r2", false));
      case TIMER ->
          List.of(
              get("every-minute", "t0"),
              step(SimStep.Kind.TASK, job.name, "t1", false, dice.between(20, 90), 10));
    };
  }

  private static List<SimStep> lock(Dice dice) {
    var purposely = step(SimStep.Kind.TASK, "lock-the-pipeline", "l3", true, 2, 1);
    var claim = new SimStep(SimStep.Kind.CLAIM, "pipeline-pool", "l4", false, true);
    return List.of(
        get("paas-cf", "l1"),
        step(SimStep.Kind.TASK, "init-pipeline-pool", "l2", true, dice.between(3, 10), 2),
        purposely,
        claim,
        get("pipeline-pool", "l5"),
        step(SimStep.Kind.TASK, "self-update-pipeline", "l6", true, dice.between(10, 40), 5),
        step(SimStep.Kind.PUT, "pipeline-trigger", "l7", false, 4, 0));
  }

  static SimStep task(String name, long takes, long printsEvery) {
    return step(SimStep.Kind.TASK, name, "o1", false, takes, printsEvery);
  }

  private static SimStep get(String name, String planId) {
    return step(SimStep.Kind.GET, name, planId, false, 3, 0);
  }

  private static SimStep release(String planId, boolean swallowed) {
    var release = new SimStep(SimStep.Kind.RELEASE, "pipeline-pool", planId, false, swallowed);
    release.takes = 3;
    return release;
  }

  private static SimStep step(
      SimStep.Kind kind, String name, String planId, boolean onWeb, long takes, long printsEvery) {
    var step = new SimStep(kind, name, planId, onWeb, false);
    step.takes = takes;
    step.printsEvery = printsEvery;
    return step;
  }

  /** Half a minute to two hours. */
  private static long takes(Dice dice) {
    return dice.chance(0.5) ? dice.between(30, 300) : dice.between(300, 7_200);
  }

  /** Some tasks are mute for their whole life. */
  private static long prints(Dice dice) {
    return dice.chance(0.15) ? 0 : dice.between(2, 200);
  }
}
