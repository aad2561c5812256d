package pipelinelock.rehearsal.bosh.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.rehearsal.bosh.log.Cue;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/** A task of the simulated Director; guarded by the Director's monitor. */
public final class DirectorTask {
  private static final int LONGEST_RESULT = 128;
  private static final Pattern LAST_WORD = Pattern.compile("\\s\\S*$");

  private final Order order;
  private final Work work;
  private final WorldTime time;
  private final WorldTime.Stopwatch sinceQueued;
  private final ByteArrayOutputStream events = new ByteArrayOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private State state = State.QUEUED;
  private Optional<Long> startedAt = Optional.empty();
  private Optional<Long> endedAt = Optional.empty();
  private Optional<String> result = Optional.empty();
  private int written;

  /** The states of bosh v280. */
  public enum State {
    QUEUED,
    PROCESSING,
    CANCELLING,
    DONE,
    ERROR,
    CANCELLED,
    TIMEOUT;

    boolean isFinal() {
      return this != QUEUED && this != PROCESSING && this != CANCELLING;
    }

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What was asked for, by whom, under which label. */
  public record Order(int id, String type, String description, String user, String contextId) {}

  /** Does what of a task is due by now; called again and again until the task has ended. */
  public interface Work {
    void advance(DirectorTask task);
  }

  DirectorTask(Order order, Work work, WorldTime time) {
    this.order = order;
    this.work = work;
    this.time = time;
    this.sinceQueued = time.start();
  }

  public int id() {
    return order.id;
  }

  Order order() {
    return order;
  }

  public State state() {
    return state;
  }

  boolean isCancelling() {
    return state == State.CANCELLING;
  }

  WorldTime.Stopwatch sinceQueued() {
    return sinceQueued;
  }

  boolean isFinal() {
    return state.isFinal();
  }

  void advance() {
    if (!isFinal()) {
      work.advance(this);
    }
  }

  public void begin() {
    if (state == State.QUEUED) {
      state = State.PROCESSING;
    }
    startedAt = Optional.of(time.epochSecond());
  }

  /** False when the state does not allow it. */
  public boolean cancel() {
    boolean possible = state == State.QUEUED || state == State.PROCESSING;
    if (possible) {
      state = State.CANCELLING;
    }
    return possible;
  }

  /** How many events it has written. */
  int written() {
    return written;
  }

  public void write(Cue cue) {
    written++;
    emit(cue.text());
  }

  private void emit(String line) {
    events.writeBytes(line.getBytes(StandardCharsets.UTF_8));
  }

  void output(String text) {
    output.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public void end(State how, Optional<String> outcome) {
    state = how;
    result = outcome.map(DirectorTask::cut);
    endedAt = Optional.of(time.epochSecond());
  }

  /** Its worker has sent nothing for too long; it is not known when it ended. */
  void becomesTooOld() {
    state = State.TIMEOUT;
  }

  /**
   * Ends with the error event that is the last line of every failed task.
   *
   * @param at the event's time in unix seconds
   */
  public void fail(State how, int code, String message, long at) {
    var error = Json.object("code", code, "message", message);
    emit(Json.write(Json.object("time", at, "error", error)) + "\n");
    end(how, Optional.of(how == State.CANCELLED ? "task cancelled" : message));
  }

  public byte[] read(String type) {
    return (type.equals("event") ? events : output).toByteArray();
  }

  public ObjectNode json(String deployment) {
    var timestamp = isCancelling() ? startedAt : endedAt;
    return Json.object(
        "id",
        order.id,
        "state",
        state.text(),
        "description",
        order.description,
        "timestamp",
        timestamp.orElse(null),
        "started_at",
        startedAt.orElse(null),
        "result",
        result.orElse(null),
        "user",
        order.user,
        "deployment",
        deployment,
        "context_id",
        order.contextId);
  }

  /** As the Director keeps it: whole words of the first 129 characters. */
  private static String cut(String text) {
    return text.length() <= LONGEST_RESULT
        ? text
        : LAST_WORD.matcher(text.substring(0, LONGEST_RESULT + 1)).replaceFirst("") + "...";
  }
}
