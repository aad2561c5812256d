package pipelinelock.rehearsal.http;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A simulated server that misbehaves, until it {@linkplain #isWell() is well} again. */
public final class Faults implements Tap {
  private static final String GARBAGE = "<html><body>Welcome to nginx!</body></html>{\"id\": 5";

  private sealed interface Fault {}

  private record Status(int status) implements Fault {}

  private record Garbage() implements Fault {}

  private record Silence() implements Fault {}

  private record Hang(CountDownLatch over) implements Fault {}

  private record Few(Fault fault, AtomicInteger left) implements Fault {}

  private Optional<Fault> now = Optional.empty();

  /**
   * In front of a server that is still well.
   *
   * @param server its {@code tap} method
   */
  public static Faults before(Consumer<Tap> server) {
    var faults = new Faults();
    server.accept(faults);
    return faults;
  }

  public void answers(int status) {
    become(Optional.of(new Status(status)));
  }

  /** The next requests get this status; then the server is well again. */
  public void answersNext(int status, int times) {
    become(Optional.of(new Few(new Status(status), new AtomicInteger(times))));
  }

  /** The next connections are closed without an answer; then the server is well again. */
  public void closesNext(int times) {
    become(Optional.of(new Few(new Silence(), new AtomicInteger(times))));
  }

  public void talksGarbage() {
    become(Optional.of(new Garbage()));
  }

  /** Connections are accepted and closed. */
  public void stopsAnswering() {
    become(Optional.of(new Silence()));
  }

  /** Connections are accepted, and nothing ever comes. */
  public void hangs() {
    become(Optional.of(new Hang(new CountDownLatch(1))));
  }

  public void isWell() {
    become(Optional.empty());
  }

  @Override
  public Answer answer(SeenRequest request, Server server) throws InterruptedException {
    var fault = current();
    if (fault.isEmpty()) {
      return server.answer();
    }
    if (fault.get() instanceof Hang hang) {
      hang.over.await();
    }
    return answerOf(fault.get());
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
