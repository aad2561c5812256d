package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.InstanceId;

/** One way to resolve a verdict. A diagnosis lists them from the lightest to the heaviest. */
public sealed interface Cure {
  /** The open builds that it ends, those of other pipelines too. */
  List<Build> destroys();

  /** What stays as it is afterwards, as a sentence; empty where nothing does. */
  String doesNotCure();

  /**
   * Do nothing yet.
   *
   * @param what what to wait for, as a clause that follows "wait"
   * @param until when to look again, where that is known
   */
  record Wait(String what, Optional<Instant> until) implements Cure {
    static Wait of(String what) {
      return new Wait(what, Optional.empty());
    }

    static Wait of(String what, Instant until) {
      return new Wait(what, Optional.of(until));
    }

    @Override
    public List<Build> destroys() {
      return List.of();
    }

    @Override
    public String doesNotCure() {
      return "";
    }
  }

  /**
   * Run a job again.
   *
   * @param build the build to repeat, so that it stays in its run; empty = any new one
   */
  record RerunJob(String job, Optional<BuildRef> build) implements Cure {
    @Override
    public List<Build> destroys() {
      return List.of();
    }

    @Override
    public String doesNotCure() {
      return "What made it fail may make it fail again.";
    }
  }

  /**
   * Let a paused job go on.
   *
   * @param job empty = the whole pipeline
   */
  record Unpause(Optional<String> job) implements Cure {
    @Override
    public List<Build> destroys() {
      return List.of();
    }

    @Override
    public String doesNotCure() {
      return "Whoever paused it may have had a reason.";
    }
  }

  /** Abort one build. */
  record Abort(Build build, String doesNotCure) implements Cure {
    @Override
    public List<Build> destroys() {
      return List.of(build);
    }
  }

  /**
   * Give the lock back in git.
   *
   * @param commit the claim that is given back: a release of any other must not follow from it
   */
  record Release(String commit, String doesNotCure) implements Cure {
    @Override
    public List<Build> destroys() {
      return List.of();
    }
  }

  /**
   * Recreate VMs, one after the other, in this order.
   *
   * @param instances workers first, then web
   * @param abortFirst open builds that must be aborted before: they would go on without the lock,
   *     or run all their steps again
   */
  record Recreate(
      List<InstanceId> instances, List<Build> abortFirst, List<Build> destroys, String doesNotCure)
      implements Cure {
    public Recreate {
      instances = List.copyOf(instances);
      abortFirst = List.copyOf(abortFirst);
      destroys = List.copyOf(destroys);
      if (instances.isEmpty()) {
        throw new IllegalArgumentException("a recreate names at least one instance");
      }
    }
  }

  /**
   * A person has to do it.
   *
   * @param commands what to type, one a line
   */
  record RepairByHand(String what, List<String> commands) implements Cure {
    public RepairByHand {
      commands = List.copyOf(commands);
    }

    @Override
    public List<Build> destroys() {
      return List.of();
    }

    @Override
    public String doesNotCure() {
      return "";
    }
  }

  /** Whether it is the bot's to do, once people have approved it. */
  default boolean isTheBots() {
    return switch (this) {
      case Recreate _, Release _, Abort _, Unpause _ -> true;
      case Wait _, RerunJob _, RepairByHand _ -> false;
    };
  }

  /** One word or two for a button or a table. */
  default String title() {
    return switch (this) {
      case Wait _ -> "wait";
      case RerunJob _ -> "rerun job";
      case Unpause _ -> "unpause";
      case Abort _ -> "abort";
      case Release _ -> "release";
      case Recreate _ -> "recreate";
      case RepairByHand _ -> "repair by hand";
    };
  }
}
