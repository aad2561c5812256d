package pipelinelock.diagnosis.look;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipelinelock.diagnosis.Diagnosis;

/** A look in progress; not thread-safe. */
final class HurriedSight implements Sight {
  private final Looking looking;
  private final Supplier<Diagnosis> soFar;
  private final Supplier<Diagnosis> all;
  private @Nullable Diagnosis whole;

  HurriedSight(Looking looking, Supplier<Diagnosis> soFar, Supplier<Diagnosis> all) {
    this.looking = looking;
    this.soFar = soFar;
    this.all = all;
  }

  @Override
  public Diagnosis first() {
    var hurried = soFar.get();
    return looking.isWhole() ? whole() : hurried;
  }

  @Override
  public boolean isWhole() {
    return whole != null;
  }

  @Override
  public Diagnosis whole() {
    var known = whole;
    if (known == null) {
      known = all.get();
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the bot ends before its look");
      }
      whole = known;
    }
    return known;
  }
}
