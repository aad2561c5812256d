package pipelinelock.slack.home;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.diagnosis.look.Sight;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.runbook.platform.VmTimes;
import pipelinelock.slack.action.Looks;

/** Takes looks, and keeps each environment's newest for whatever has to be shown at once. */
public final class RecentLooks implements Looks {
  private final Looks looks;
  private final Map<EnvironmentName, Diagnosis> newest = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public RecentLooks(Looks looks) {
    this.looks = looks;
  }

  /**
   * Those of the lookout.
   *
   * @param times how long VMs took before
   * @param ledger what could be shown of incidents
   */
  public static RecentLooks of(Lookout lookout, VmTimes times, ThreadLedger ledger) {
    return new RecentLooks(
        new Looks() {
          @Override
          public Diagnosis look(EnvironmentName environment) {
            return lookout.look(environment);
          }

          @Override
          public Sight begin(EnvironmentName environment) {
            return lookout.begin(environment);
          }

          @Override
          public Ongoing ongoing(Incident open, Instant now) {
            return Ongoing.of(open, now, step -> Optional.of(times.of(open, step).typical()))
                .unwritten(unwritten(open.id()));
          }

          @Override
          public Optional<ToldSoFar.Refused> unwritten(IncidentId incident) {
            return new ToldSoFar(ledger.posted(incident)).refused();
          }
        });
  }

  @Override
  public Diagnosis look(EnvironmentName environment) {
    return seen(environment, looks.look(environment));
  }

  @Override
  public Sight begin(EnvironmentName environment) {
    var sight = looks.begin(environment);
    return new Sight() {
      @Override
      public Diagnosis first() {
        return seen(environment, sight.first());
      }

      @Override
      public boolean isWhole() {
        return sight.isWhole();
      }

      @Override
      public Diagnosis whole() {
        return sight.isWhole() ? sight.whole() : seen(environment, sight.whole());
      }
    };
  }

  @Override
  public Ongoing ongoing(Incident open, Instant now) {
    return looks.ongoing(open, now);
  }

  @Override
  public Optional<ToldSoFar.Refused> unwritten(IncidentId incident) {
    return looks.unwritten(incident);
  }

  private Diagnosis seen(EnvironmentName environment, Diagnosis diagnosis) {
    newest.put(environment, diagnosis);
    listeners.forEach(Runnable::run);
    return diagnosis;
  }

  /** Calls back after every look, in the thread that looked: the callback must be quick. */
  void onLook(Runnable listener) {
    listeners.add(listener);
  }

  /** What was seen last, however old; nothing is decided by it. */
  Optional<Diagnosis> newest(EnvironmentName environment) {
    return Optional.ofNullable(newest.get(environment));
  }
}
