package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.Person.Standing;

/**
 * A request up to its start or its end. Two nodes work at once: each reads, and appends later what
 * it decided on what it read. The real rules decide.
 *
 * @param minute after the request
 * @param changed whether the evidence is another than that of the request
 * @param works what each node has read and not appended yet
 * @param clicks how many more there may be
 */
record DecisionModel(
    List<Recorded> record, int minute, boolean changed, List<Work> works, int clicks)
    implements ModelState {
  private static final int[] MINUTES = {0, 13, 17, 30};
  private static final int NODES = 2;
  private static final UserId DAN = new UserId("T1", "U0DAN");

  enum Kind {
    APPROVE,
    REJECT,
    CANCEL,
    REVOKE,
    DRIVE
  }

  /** What somebody wants, and the state, the time and the evidence that it is decided on. */
  record Work(Kind kind, Person who, int read, int minute, boolean changed) {}

  private static final List<Work> WISHES =
      List.of(
          wish(Kind.APPROVE, ANA, Standing.MEMBER),
          wish(Kind.APPROVE, BEN, Standing.MEMBER),
          wish(Kind.APPROVE, CLEO, Standing.MEMBER),
          wish(Kind.APPROVE, DAN, Standing.MEMBER),
          wish(Kind.APPROVE, CLEO, Standing.UNKNOWN),
          wish(Kind.REJECT, CLEO, Standing.MEMBER),
          wish(Kind.CANCEL, ANA, Standing.MEMBER),
          wish(Kind.REVOKE, BEN, Standing.MEMBER));

  private static Work wish(Kind kind, UserId who, Standing standing) {
    return new Work(kind, new Person(who, standing, Set.of()), 0, 0, false);
  }

  static ModelState of(int clicks) {
    return new DecisionModel(
        List.of(new Recorded(new IncidentId(1), 1, NOON, request(TWO_OTHERS), "")),
        0,
        false,
        List.of(),
        clicks);
  }

  private Incident incident() {
    return Incident.of(record);
  }

  private static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  @Override
  public List<Move> moves() {
    var moves = new ArrayList<Move>();
    if (!incident().isOpen() || incident().phase() instanceof Phase.Running) {
      return moves;
    }
    if (works.size() < NODES) {
      reads(moves);
    }
    for (int i = 0; i < works.size(); i++) {
      moves.add(new Move("append " + works.get(i), appended(i)));
    }
    for (int later : MINUTES) {
      if (later > minute) {
        moves.add(
            new Move(later + " min", new DecisionModel(record, later, changed, works, clicks)));
        break;
      }
    }
    if (!changed) {
      moves.add(
          new Move("evidence changes", new DecisionModel(record, minute, true, works, clicks)));
    }
    return moves;
  }

  private void reads(List<Move> moves) {
    if (works.stream().noneMatch(work -> work.kind() == Kind.DRIVE)) {
      var drive = wish(Kind.DRIVE, ANA, Standing.MEMBER);
      moves.add(new Move("driver reads", with(drive, clicks)));
    }
    if (clicks > 0) {
      WISHES.forEach(wish -> moves.add(new Move("click " + wish, with(wish, clicks - 1))));
    }
  }

  private DecisionModel with(Work wish, int left) {
    var more = new ArrayList<>(works);
    more.add(read(wish));
    return new DecisionModel(record, minute, changed, List.copyOf(more), left);
  }

  private Work read(Work wish) {
    return new Work(wish.kind(), wish.who(), record.size(), minute, changed);
  }

  /** Appends what was decided, or reads again where somebody else was faster. */
  private DecisionModel appended(int index) {
    var work = works.get(index);
    var rest = new ArrayList<>(works);
    rest.remove(index);
    boolean tooSlow = work.kind() == Kind.DRIVE && work.minute() != minute;
    if (work.read() != record.size() || tooSlow) {
      if (work.kind() != Kind.DRIVE) {
        rest.add(index, read(work));
      }
      return new DecisionModel(record, minute, changed, List.copyOf(rest), clicks);
    }
    var longer = new ArrayList<>(record);
    for (var event : decided(work)) {
      longer.add(new Recorded(new IncidentId(1), longer.size() + 1L, at(minute), event, ""));
    }
    return new DecisionModel(List.copyOf(longer), minute, changed, List.copyOf(rest), clicks);
  }

  private List<IncidentEvent> decided(Work work) {
    var incident = incident();
    var time = at(work.minute());
    return switch (work.kind()) {
      case APPROVE -> events(IncidentRules.approve(incident, work.who(), time));
      case REJECT -> events(IncidentRules.reject(incident, work.who(), "no", time));
      case CANCEL -> events(IncidentRules.cancel(incident, work.who()));
      case REVOKE -> events(IncidentRules.revoke(incident, work.who().id()));
      case DRIVE -> driven(incident, work);
    };
  }

  private static List<IncidentEvent> events(Decision decision) {
    return decision instanceof Accepted(var events) ? events : List.of();
  }

  private static List<IncidentEvent> driven(Incident incident, Work work) {
    var passed = IncidentRules.timePasses(incident, at(work.minute()));
    if (!passed.isEmpty() || !(incident.phase() instanceof Phase.Approved)) {
      return passed;
    }
    var now =
        work.changed()
            ? new EvidenceSummary("00", "RUNNING", "RUNNING: cf-deploy", List.of(), NOON)
            : HUNG;
    return IncidentRules.start(incident, now, !work.changed(), List.of());
  }

  @Override
  public Optional<String> violation() {
    var yes = new HashSet<UserId>();
    boolean closed = false;
    var approvedAt = NOON;
    for (var recorded : record) {
      if (closed) {
        return Optional.of("something is on record after the end");
      }
      closed = !Incident.of(record.subList(0, (int) recorded.sequence())).isOpen();
      switch (recorded.event()) {
        case Approved(var by, var _, var _) -> {
          if (!Set.of(BEN, CLEO).contains(by) || !yes.add(by)) {
            return Optional.of("a yes counted that must not: " + by);
          }
          approvedAt = recorded.at();
        }
        case Revoked(var by) -> yes.remove(by);
        case Started(var evidence) -> {
          if (yes.size() != 2) {
            return Optional.of("it began with the yeses of " + yes);
          }
          if (!evidence.fingerprint().equals(HUNG.fingerprint())) {
            return Optional.of("it began on other evidence than was approved");
          }
          if (Duration.between(approvedAt, recorded.at()).toMinutes() > 20) {
            return Optional.of("it began long after it was approved");
          }
        }
        default -> {}
      }
    }
    return Optional.empty();
  }
}
