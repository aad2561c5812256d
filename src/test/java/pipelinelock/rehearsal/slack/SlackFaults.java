package pipelinelock.rehearsal.slack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;

/** What goes wrong with calls of the simulated Web API: planned ones first, then the weather. */
public final class SlackFaults implements Tap {
  private final Map<String, Deque<SlackFault>> planned = new HashMap<>();
  private final Map<String, SlackFault> lasting = new HashMap<>();
  private Supplier<Optional<SlackFault>> weather = Optional::empty;

  private SlackFaults() {}

  /** Those in front of this Slack; if there are none yet, it is still well. */
  public static SlackFaults of(SimulatedSlack slack) {
    if (slack.tap() instanceof SlackFaults faults) {
      return faults;
    }
    var faults = new SlackFaults();
    slack.tap(faults);
    return faults;
  }

  /**
   * The next call of a method goes wrong; several faults for one method come one after the other.
   */
  public synchronized void failNext(String method, SlackFault fault) {
    planned.computeIfAbsent(method, _ -> new ArrayDeque<>()).add(fault);
  }

  /** Each call of a method goes wrong that is not planned, until {@link #isWell}. */
  public synchronized void fails(String method, SlackFault fault) {
    lasting.put(method, fault);
  }

  /** The method works again. */
  public synchronized void isWell(String method) {
    lasting.remove(method);
  }

  /**
   * What goes wrong with every call that is not planned, asked before each; empty: it goes well.
   */
  public synchronized void weather(Supplier<Optional<SlackFault>> next) {
    weather = next;
  }

  @Override
  public Answer answer(SeenRequest request, Server server) throws InterruptedException {
    var method = SlackScreen.method(request);
    var fault = method.flatMap(this::next);
    return fault.isPresent() ? answer(fault.get(), server) : server.answer();
  }

  private static Answer answer(SlackFault of, Server server) throws InterruptedException {
    return switch (of) {
      case SlackFault.Held(var until, var then) -> {
        until.await();
        yield answer(then, server);
      }
      case SlackFault.Status fault -> Answer.empty(fault.status());
      case SlackFault.Refused fault -> Answer.json(Json.object("ok", false, "error", fault.code()));
      case SlackFault.RateLimited fault ->
          Answer.json(429, Json.object("ok", false, "error", "ratelimited"))
              .with("Retry-After", String.valueOf(fault.retryAfter().toSeconds()));
      case SlackFault.Page fault ->
          Answer.text(200, fault.html()).with("Content-Type", "text/html");
      case SlackFault.Bare _ -> Answer.json(Json.object("ok", true));
      case SlackFault.Cut _ -> Answer.nothing();
      case SlackFault.AnswerLost _ -> {
        server.answer();
        yield Answer.nothing();
      }
    };
  }

  private synchronized Optional<SlackFault> next(String method) {
    return Optional.ofNullable(planned.get(method))
        .map(Deque::poll)
        .or(() -> Optional.ofNullable(lasting.get(method)))
        .or(weather);
  }
}
