package pipelinelock.rehearsal.bosh.task;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.rehearsal.bosh.instance.VmLife;
import pipelinelock.rehearsal.bosh.log.Break;
import pipelinelock.rehearsal.bosh.log.Cue;
import pipelinelock.rehearsal.bosh.log.Score;
import pipelinelock.rehearsal.bosh.log.Score.End;
import pipelinelock.rehearsal.bosh.task.DirectorTask.State;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * Plays the log of a recreate on its timetable: takes the deployment's lock, or fails after 10
 * seconds without it; then writes each event when it is due and applies it to the VM.
 */
public final class RecreateWork implements DirectorTask.Work {
  private static final Duration IN_QUEUE = Duration.ofSeconds(1);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

  /** Six checkpoints of 30 seconds that did not come. */
  private static final Duration TOO_OLD = Duration.ofSeconds(180);

  private final Setting setting;
  private final Supplier<Score> composer;
  private Optional<WorldTime.Stopwatch> sinceBegin = Optional.empty();
  private Optional<Playing> playing = Optional.empty();

  /** What a recreate works on. */
  public record Setting(WorldTime time, DirectorLock lock, VmLife life) {}

  private record Playing(Score score, WorldTime.Stopwatch since) {}

  /** The log is composed once the lock is taken: until then the instances may change. */
  RecreateWork(Setting setting, Supplier<Score> composer) {
    this.setting = setting;
    this.composer = composer;
  }

  @Override
  public void advance(DirectorTask task) {
    if (sinceBegin.isEmpty() && task.sinceQueued().passed(IN_QUEUE)) {
      begin(task);
    }
    if (!task.isFinal() && sinceBegin.isPresent() && playing.isEmpty()) {
      awaitLock(task, sinceBegin.get());
    }
    if (!task.isFinal() && playing.isPresent()) {
      play(task, playing.get().score, playing.get().since.passed());
    }
  }

  private void begin(DirectorTask task) {
    if (task.isCancelling()) {
      // Nobody has begun it, so it has no start and no events.
      task.end(State.CANCELLED, Optional.of("task cancelled"));
    } else {
      sinceBegin = Optional.of(setting.time.start());
      task.begin();
    }
  }

  private void awaitLock(DirectorTask task, WorldTime.Stopwatch waiting) {
    if (task.isCancelling()) {
      cancelled(task, setting.time.epochSecond());
    } else if (setting.lock.take(task)) {
      playing = Optional.of(new Playing(composer.get(), setting.time.start()));
    } else if (waiting.passed(LOCK_PATIENCE)) {
      task.fail(State.ERROR, 100, setting.lock.refusal(), setting.time.epochSecond());
    }
  }

  private void play(DirectorTask task, Score score, Duration now) {
    while (!task.isFinal() && task.written() < score.cues().size()) {
      var next = score.cues().get(task.written());
      boolean due = now.compareTo(next.after()) >= 0;
      if (task.isCancelling() && takesCancel(task, score, due)) {
        cancel(task, score, now);
      } else if (due) {
        task.write(next);
        setting.life.follow(next);
      } else {
        return;
      }
    }
    if (!task.isFinal()) {
      finish(task, score, now);
    }
  }

  private void finish(DirectorTask task, Score score, Duration now) {
    if (score.end().isEmpty()) {
      setting.lock.release(task.id());
      task.end(State.DONE, Optional.of(score.result()));
    } else if (now.compareTo(score.end().get().after()) >= 0) {
      breakOff(task, score, now);
    } else if (task.isCancelling() && takesCancel(task, score, false)) {
      cancel(task, score, now);
    }
  }

  private void breakOff(DirectorTask task, Score score, Duration now) {
    End end = score.end().orElseThrow();
    switch (end.how()) {
      case Break.Failed(int code, String message) -> {
        failOpenStep(task, score, end.after(), message);
        setting.lock.release(task.id());
        task.fail(State.ERROR, code, message, score.time(end.after()));
      }
      case Break.Killed _ -> {
        setting.lock.abandon(task.id());
        task.end(State.ERROR, Optional.empty());
      }
      case Break.HostLost _ -> {
        setting.lock.abandon(task.id());
        if (now.compareTo(end.after().plus(TOO_OLD)) >= 0) {
          task.becomesTooOld();
        }
      }
    }
  }

  /** Whether the Director looks for a cancel now; it also does when it waits for a new VM. */
  private boolean takesCancel(DirectorTask task, Score score, boolean due) {
    var next = score.cues().stream().skip(task.written()).findFirst();
    boolean awaitsAgent = due && next.filter(Cue::followsTheAgent).isPresent();
    return awaitsAgent || last(task, score).map(Cue::takesCancel).orElse(true);
  }

  private void cancel(DirectorTask task, Score score, Duration now) {
    var next = score.cues().stream().skip(task.written()).findFirst();
    next.filter(Cue::followsTheAgent)
        .filter(cue -> now.compareTo(cue.after()) >= 0)
        .flatMap(Cue::touch)
        .ifPresent(touch -> setting.life.getsAVm(touch.instance()));
    failOpenStep(task, score, now, cancellation(task));
    setting.lock.release(task.id());
    cancelled(task, score.time(now));
  }

  private static void cancelled(DirectorTask task, long time) {
    task.fail(State.CANCELLED, 10001, cancellation(task), time);
  }

  private static String cancellation(DirectorTask task) {
    return "Task %d cancelled".formatted(task.id());
  }

  private void failOpenStep(DirectorTask task, Score score, Duration now, String error) {
    last(task, score)
        .filter(Cue::isOpen)
        .ifPresent(
            cue -> {
              task.write(cue.failed(now, score.time(now), error));
              setting.life.breaksOff(cue);
            });
  }

  private static Optional<Cue> last(DirectorTask task, Score score) {
    int written = Math.min(task.written(), score.cues().size());
    return written == 0 ? Optional.empty() : Optional.of(score.cues().get(written - 1));
  }
}
