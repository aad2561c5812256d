package pipelinelock.rehearsal.http;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** How a simulated server misbehaves, until it is told to be well again. */
public final class Faults {
  private static final String GARBAGE = "<html><body>Welcome to nginx!</body></html>{\"id\": 5";

  private sealed interface Fault {}

  private record Status(int status) implements Fault {}

  private record Garbage() implements Fault {}

  private record Silence() implements Fault {}

  private record Hang(CountDownLatch over) implements Fault {}

  private record Few(Fault fault, AtomicInteger left) implements Fault {}

  private Optional<Fault> now = Optional.empty();

  public void answers(int status) {
    become(Optional.of(new Status(status)));
  }

  public void answersNext(int status, int times) {
    become(Optional.of(new Few(new Status(status), new AtomicInteger(times))));
  }

  public void closesNext(int times) {
    become(Optional.of(new Few(new Silence(), new AtomicInteger(times))));
  }

  public void talksGarbage() {
    become(Optional.of(new Garbage()));
  }

  public void stopsAnswering() {
    become(Optional.of(new Silence()));
  }

  public void hangs() {
    become(Optional.of(new Hang(new CountDownLatch(1))));
  }

  public void isWell() {
    become(Optional.empty());
  }

  /** The answer of a server that is not well; empty when it is well. A hang lasts until then. */
  public Optional<Answer> answer() throws InterruptedException {
    var fault = current();
    if (fault.isPresent() && fault.get() instanceof Hang hang) {
      hang.over.await();
      return Optional.of(Answer.nothing());
    }
    return fault.map(Faults::answerOf);
  }

  private static Answer answerOf(Fault fault) {
    return switch (fault) {
      case Status status -> Answer.text(status.status, "");
      case Garbage _ -> Answer.text(200, GARBAGE);
      case Silence _, Hang _ -> Answer.nothing();
      case Few few -> answerOf(few.fault);
    };
  }

  private synchronized Optional<Fault> current() {
    var fault = now;
    if (now.isPresent() && now.get() instanceof Few few && few.left.decrementAndGet() <= 0) {
      now = Optional.empty();
    }
    return fault;
  }

  private synchronized void become(Optional<Fault> next) {
    if (now.isPresent() && now.get() instanceof Hang hang) {
      hang.over.countDown();
    }
    now = next;
  }
}
