package pipelinelock.rehearsal.bosh.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.rehearsal.bosh.log.Recording.Line;
import pipelinelock.rehearsal.bosh.log.Score.End;

/** Composes a task's log from pieces of recorded ones. */
public final class Composition {
  private final Instant begin;
  private final List<Cue> cues = new ArrayList<>();
  private Duration now = Duration.ZERO;

  public Composition(Instant begin) {
    this.begin = begin;
  }

  /** {@code change} makes the recorded events those of this task. */
  public Composition add(List<Line> lines, Optional<Touch> touch, Consumer<ObjectNode> change) {
    for (Line line : lines) {
      now = now.plus(line.pause());
      var event = line.event();
      event.put("time", begin.plus(now).getEpochSecond());
      change.accept(event);
      cues.add(new Cue(now, event, touch));
    }
    return this;
  }

  /** Nothing is logged for so long. */
  public Composition silence(Duration lasts) {
    now = now.plus(lasts);
    return this;
  }

  public Composition add(List<Line> lines) {
    return add(lines, Optional.empty(), _ -> {});
  }

  public Score done(String result) {
    return new Score(begin, 1, cues, result, Optional.empty());
  }

  /** It fails so long after its first event. */
  public Score fails(Duration after, int code, String message) {
    var end = new End(after, new Break.Failed(code, message));
    return new Score(begin, 1, cues, "", Optional.of(end));
  }

  /** It fails in what it logged last. */
  public Score fails(int code, String message) {
    return fails(now, code, message);
  }
}
