package pipelinelock.diagnosis.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pipelinelock.diagnosis.CorpusCase;
import pipelinelock.diagnosis.CorpusEvidence;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.TellingConcourse;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.Awaited;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.look.EvidenceCollector.Limits;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.lock.PoolLock;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRow;

/** One look at two speeds: what has not come yet is awaited, and nothing else. */
class LookingTest {
  private static final Instant AT = CorpusEvidence.AT;
  private static final Evidence SAMPLE =
      CorpusCase.named("hung-claim-1-silent-waiter-lock-free").evidence();
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Never fresh: whatever came before the agents is read again. */
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(1), LONG, LONG, Duration.ZERO);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch agents = new CountDownLatch(1);
  private final CountDownLatch repository = new CountDownLatch(1);
  private final CountDownLatch record = new CountDownLatch(1);
  private final AtomicInteger lockReads = new AtomicInteger();
  private final AtomicInteger listings = new AtomicInteger();

  @AfterEach
  void letGo() {
    agents.countDown();
    repository.countDown();
    record.countDown();
    executor.close();
  }

  @Test
  void whatHasNotComeIsStillAskedAndNeitherAbsentNorSilent() {
    repository.countDown();
    var looking = begin(LIMITS);

    Evidence first = looking.first();

    assertThat(looking.isWhole()).isFalse();
    assertThat(first.rows().value()).isEqualTo(SAMPLE.rows().value());
    assertThat(first.lock().isKnown()).isTrue();
    assertThat(first.instances())
        .isInstanceOfSatisfying(
            Fact.NotRead.class,
            fact -> {
              assertThat(fact.reason()).isEqualTo("BOSH is still asking the agents");
              assertThat(fact.isAwaited()).isTrue();
              assertThat(fact.isSilence()).isFalse();
            });
    assertThat(Awaited.in(first)).containsExactly("BOSH is still asking the agents");
    assertThat(Diagnosis.of(first, Optional.empty()).cures())
        .as("nothing can be asked for on half a look")
        .allMatch(cure -> cure instanceof Cure.Wait);
  }

  @Test
  void theWholeComesFromTheSameQuestions() {
    repository.countDown();
    var looking = begin(LIMITS);
    assertThat(Awaited.in(looking.first())).isNotEmpty();

    agents.countDown();
    Evidence whole = looking.whole();

    assertThat(whole.instances().value()).isEqualTo(SAMPLE.instances().value());
    assertThat(Awaited.in(whole)).isEmpty();
    assertThat(listings).as("the agents are asked once").hasValue(1);
  }

  @Test
  void whatCameLongBeforeTheAgentsIsReadAgainBesideThem() {
    repository.countDown();
    var looking = begin(LIMITS);
    looking.first();

    agents.countDown();
    looking.whole();

    assertThat(lockReads).hasValue(2);
  }

  @Test
  void whatIsFreshIsNotReadTwice() {
    repository.countDown();
    agents.countDown();

    Evidence whole = begin(new Limits(Duration.ofSeconds(1), LONG, LONG, LONG)).whole();

    assertThat(Awaited.in(whole)).isEmpty();
    assertThat(lockReads).hasValue(1);
  }

  @Test
  void aSlowRepositoryIsNamedAndKeepsNothingBack() {
    agents.countDown();

    Evidence first = begin(LIMITS).first();

    assertThat(Awaited.in(first)).containsExactly("lock repository has not answered yet");
    assertThat(first.instances().isKnown()).isTrue();
    assertThat(first.pipeline().isKnown()).isTrue();
  }

  @Test
  void aRecordThatHangsKeepsNothingBackForLongerThanAMoment() {
    agents.countDown();
    repository.countDown();
    var looking = begin(new Limits(LONG, LONG, LONG, LONG), this::aborts);

    Evidence first = looking.first();

    assertThat(looking.age()).isLessThan(LONG.dividedBy(2));
    assertThat(looking.isWhole()).isFalse();
    assertThat(first.aborts()).isInstanceOf(Fact.NotRead.class);
    assertThat(Awaited.in(first)).containsExactly("the bot's record has not answered yet");
  }

  @Test
  void whoIsInterruptedGetsWhatThereIs() throws InterruptedException {
    repository.countDown();
    var looking = begin(LIMITS);
    var evidence = new CompletableFuture<Evidence>();
    var thread = Thread.ofVirtual().start(() -> evidence.complete(looking.whole()));

    thread.interrupt();

    assertThat(evidence.join().instances().isKnown()).isFalse();
    thread.join();
  }

  private Looking begin(Limits limits) {
    return begin(limits, (_, _) -> List.of());
  }

  private Looking begin(Limits limits, AbortRecord aborts) {
    return new EvidenceCollector(InstantSource.fixed(AT), executor, limits)
        .begin(
            new Sources(
                SAMPLE.environment(), this::lock, new TellingConcourse(SAMPLE), director(), aborts),
            Map.of());
  }

  private List<AskedAbort> aborts(EnvironmentName environment, Instant moment) {
    await(record);
    return List.of();
  }

  private PoolLock lock() {
    lockReads.incrementAndGet();
    await(repository);
    return SAMPLE.lock().value().orElseThrow();
  }

  private DirectorReader director() {
    return new DirectorReader() {
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
        listings.incrementAndGet();
        await(agents);
        return SAMPLE.instances().value().orElseThrow();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("given up", e);
    }
  }
}
