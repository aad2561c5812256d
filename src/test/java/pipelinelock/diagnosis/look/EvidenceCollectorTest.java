package pipelinelock.diagnosis.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pipelinelock.Patience;
import pipelinelock.diagnosis.CorpusCase;
import pipelinelock.diagnosis.CorpusEvidence;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.TellingConcourse;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;

class EvidenceCollectorTest {
  private static final Instant AT = CorpusEvidence.AT;
  private static final Evidence SAMPLE =
      CorpusCase.named("running-4-next-deployment-waits").evidence();

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  @AfterEach
  void letGo() {
    never.countDown();
    executor.close();
  }

  @Test
  void readsEverythingAndWhatFollowsFromIt() {
    Evidence evidence = collect(new Concourse(), new Director(), () -> lock(SAMPLE));

    assertThat(evidence.at()).isEqualTo(AT);
    assertThat(evidence.lock().value()).isEqualTo(SAMPLE.lock().value());
    assertThat(evidence.holder().value()).isEqualTo(SAMPLE.holder().value());
    assertThat(evidence.activity().keySet()).isEqualTo(SAMPLE.activity().keySet());
    assertThat(evidence.activity().values()).allMatch(Fact::isKnown);
    assertThat(Diagnosis.of(evidence, Optional.empty()).verdict().title()).isEqualTo("RUNNING");
  }

  @Test
  void readsTheEventsOfOtherPipelinesBuildsToo() {
    var foreign = aBuild(77, "destroy", Build.Status.STARTED);
    var concourse =
        new Concourse() {
          @Override
          public List<Build> otherBuilds() {
            return List.of(foreign);
          }
        };

    assertThat(collect(concourse, new Director(), () -> lock(SAMPLE)).activity()).containsKey(77L);
  }

  @Test
  void readsWhatPendingBuildsWaitFor() {
    var concourse =
        new Concourse() {
          @Override
          public PipelineState pipeline() {
            return new PipelineState(
                false,
                Optional.empty(),
                false,
                List.of(),
                List.of(aBuild(5, "cf-deploy", Build.Status.PENDING)),
                Map.of());
          }
        };

    assertThat(collect(concourse, new Director(), () -> lock(SAMPLE)).preparation())
        .containsOnlyKeys(5L);
  }

  @Test
  void answersInTimeWhenEverythingHangs() {
    long start = System.nanoTime();

    Evidence evidence = collectSoon(new HungConcourse(), new HungDirector(), this::hang);

    // The thirteen reads one after another would take 13 s.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(evidence.lock())
        .isInstanceOfSatisfying(
            Fact.NotRead.class,
            fact -> {
              assertThat(fact.reason()).isEqualTo("lock repository did not answer within 1 s");
              assertThat(fact.kind()).isEqualTo(RemoteFailure.Kind.TIMED_OUT);
            });
    assertThat(
            List.of(evidence.pipeline(), evidence.tasks(), evidence.instances(), evidence.holder()))
        .noneMatch(Fact::isKnown);
    assertThat(Diagnosis.of(evidence, Optional.empty()).verdict())
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void interruptsEveryReadThatItGivesUp() {
    collectSoon(new HungConcourse(), new HungDirector(), this::hang);

    await().until(() -> interrupted.get() == 13);
    assertThat(waiting).hasValue(0);
  }

  @Test
  void oneHungSourceDoesNotKeepTheOthersBack() {
    Evidence evidence = collectSoon(new Concourse(), new HungDirector(), () -> lock(SAMPLE));

    assertThat(evidence.tasks().isKnown()).isFalse();
    assertThat(evidence.lock().isKnown()).isTrue();
    assertThat(evidence.activity().values()).allMatch(Fact::isKnown);
  }

  @Test
  void aHungReadOfOneBuildLeavesTheRest() {
    var concourse =
        new Concourse() {
          @Override
          public BuildActivity activity(long buildId) {
            return buildId == 5000 ? hang() : super.activity(buildId);
          }
        };

    var activity = collectSoon(concourse, new Director(), () -> lock(SAMPLE)).activity();

    assertThat(activity.get(5000L)).isInstanceOf(Fact.NotRead.class);
    assertThat(activity.get(4999L)).isInstanceOf(Fact.Known.class);
  }

  @Test
  void saysWhatARefusalSays() {
    LockPool refused =
        () -> {
          throw new RemoteFailure(
              RemoteFailure.Kind.UNAUTHORISED, "CodeCommit answered 403\nwhile reading the branch");
        };

    Evidence evidence = collect(new Concourse(), new Director(), refused);

    assertThat(evidence.lock())
        .isEqualTo(
            new Fact.NotRead<PoolLock>(
                Source.LOCK_REPOSITORY,
                "CodeCommit answered 403 while reading the branch",
                AT,
                RemoteFailure.Kind.UNAUTHORISED));
    assertThat(evidence.holder().isKnown()).isFalse();
  }

  @Test
  void keepsTheTextOfAnUnforeseenErrorToItself() {
    LockPool garbage =
        () -> {
          throw new IllegalStateException("token=hunter2");
        };

    assertThat(collect(new Concourse(), new Director(), garbage).lock())
        .isInstanceOfSatisfying(
            Fact.NotRead.class,
            fact ->
                assertThat(fact.reason())
                    .isEqualTo("lock repository gave an answer that the bot does not understand"));
  }

  @Test
  void asksForNoHolderWhereNobodyHoldsTheLock() {
    Evidence free = CorpusCase.named("free-1-nothing-open").evidence();

    assertThat(collect(new Concourse(), new Director(), () -> lock(free)).holder())
        .isInstanceOfSatisfying(
            Fact.Known.class,
            fact -> assertThat(fact.observed()).isEqualTo(new HolderBuild.Nobody()));
  }

  @Test
  void isNotAskedForMoreWhenTheBotStops() {
    executor.shutdown();

    assertThat(collect(new Concourse(), new Director(), () -> lock(SAMPLE)).lock())
        .isInstanceOfSatisfying(
            Fact.NotRead.class, fact -> assertThat(fact.reason()).contains("the bot is stopping"));
  }

  private Evidence collect(PipelineReader concourse, DirectorReader director, LockPool lock) {
    return collect(Patience.LIMIT, Patience.LIMIT, concourse, director, lock);
  }

  /** Where something hangs: what does not has its second all the same. */
  private Evidence collectSoon(PipelineReader concourse, DirectorReader director, LockPool lock) {
    return collect(Duration.ofSeconds(1), Duration.ofMillis(1_500), concourse, director, lock);
  }

  private Evidence collect(
      Duration each,
      Duration whole,
      PipelineReader concourse,
      DirectorReader director,
      LockPool lock) {
    var soon = Duration.ofMillis(100);
    var limits = new EvidenceCollector.Limits(soon, whole, each, soon);
    return new EvidenceCollector(InstantSource.fixed(AT), executor, limits)
        .begin(
            new Sources(SAMPLE.environment(), lock, concourse, director, (_, _) -> List.of()),
            Map.of())
        .whole();
  }

  private static PoolLock lock(Evidence evidence) {
    return evidence.lock().value().orElseThrow();
  }

  private static Build aBuild(long id, String job, Build.Status status) {
    return new Build(
        id,
        new BuildRef("main", "create-cloudfoundry", Optional.empty(), job, "1"),
        status,
        Optional.of(AT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private <T> T hang() {
    waiting.incrementAndGet();
    try {
      never.await();
    } catch (InterruptedException _) {
      interrupted.incrementAndGet();
    } finally {
      waiting.decrementAndGet();
    }
    throw new IllegalStateException("let go");
  }

  /** Returns what the sample has. */
  private static class Concourse extends TellingConcourse {
    Concourse() {
      super(SAMPLE);
    }
  }

  private static class Director implements DirectorReader {
    @Override
    public List<DirectorTask> openTasks() {
      return List.of();
    }

    @Override
    public List<DirectorLock> locks() {
      return List.of();
    }

    @Override
    public List<InstanceRow> rows() {
      return SAMPLE.rows().value().orElseThrow();
    }

    @Override
    public List<Instance> instances() {
      return SAMPLE.instances().value().orElseThrow();
    }
  }

  private final class HungConcourse extends Concourse {
    @Override
    public ConcourseVersion version() {
      return hang();
    }

    @Override
    public PipelineState pipeline() {
      return hang();
    }

    @Override
    public List<ResourceCheck> checks() {
      return hang();
    }

    @Override
    public List<Build> otherBuilds() {
      return hang();
    }

    @Override
    public List<Worker> workers() {
      return hang();
    }

    @Override
    public Optional<Boolean> lockingSwitchedOff() {
      return hang();
    }

    @Override
    public Account account() {
      return hang();
    }

    @Override
    public List<Container> containers() {
      return hang();
    }
  }

  private final class HungDirector implements DirectorReader {
    @Override
    public List<DirectorTask> openTasks() {
      return hang();
    }

    @Override
    public List<DirectorLock> locks() {
      return hang();
    }

    @Override
    public List<InstanceRow> rows() {
      return hang();
    }

    @Override
    public List<Instance> instances() {
      return hang();
    }
  }
}
