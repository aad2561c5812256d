package pipelinelock.evidence;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.voice.PublicSentence;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.wording.ShortIds;
import pipelinelock.wording.UtcTime;

/** What happened when: the record's events, and people's notes by the time that they are about. */
public final class Timeline {
  private final Incident incident;

  private Timeline(Incident incident) {
    this.incident = incident;
  }

  /**
   * Every event, oldest first.
   *
   * @param events the whole record of the incident
   */
  public static List<TimelineEntry> of(Incident incident, List<Recorded> events) {
    var timeline = new Timeline(incident);
    return events.stream().map(timeline::entry).sorted(comparing(TimelineEntry::about)).toList();
  }

  /** The same, without what only the whole record needs. */
  public static List<TimelineEntry> brief(Incident incident, List<Recorded> events) {
    return of(incident, events).stream().filter(TimelineEntry::main).toList();
  }

  /** The name of the event's kind: {@code step-ended}. */
  static String type(IncidentEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private TimelineEntry entry(Recorded recorded) {
    var draft = new Draft();
    fill(draft, recorded.event());
    return new TimelineEntry(
        recorded.sequence(),
        type(recorded.event()),
        recorded.at(),
        draft.about.orElse(recorded.at()),
        draft.by,
        draft.words,
        draft.quoted,
        draft.author,
        draft.link,
        draft.evidence,
        PublicSentence.of(incident, recorded.event()),
        recorded.hash(),
        draft.main);
  }

  private void fill(Draft it, IncidentEvent event) {
    switch (event) {
      case IncidentEvent.Requested request -> {
        var reason = request.reason().isBlank() ? "no reason was given" : request.reason();
        it.by(request.by()).says("requested it:", reason).on(request.evidence());
      }
      case IncidentEvent.Approved yes -> it.by(yes.by()).says("approved").by(yes.proof());
      case IncidentEvent.Revoked(var by) -> it.by(by).says("took the approval back");
      case IncidentEvent.Reminded _ -> it.says("reminded those who may approve").aside();
      case IncidentEvent.GlassBroken(var by, var why, var proof) ->
          it.by(by).says("used break-glass, alone:", why).by(proof);
      case IncidentEvent.ReviewReminded _ -> it.says("reminded of the review").aside();
      case IncidentEvent.Reviewed(var by, var finding) -> it.by(by).says("reviewed it:", finding);
      case IncidentEvent.Rejected(var by, var why, var proof) ->
          it.by(by).says("rejected it:", why).by(proof);
      case IncidentEvent.Withdrawn(var by) -> it.by(by).says("took it back");
      case IncidentEvent.Expired _ -> it.says("too few had approved in time");
      case IncidentEvent.Lapsed(var changes) -> it.says("lapsed:", String.join(" ", changes));
      case IncidentEvent.Started(var evidence) ->
          it.says("started, on the same evidence as requested").on(evidence);
      case IncidentEvent.Noted(var note) -> it.says("", note);
      case IncidentEvent.NoteAdded note -> noted(it, note);
      case IncidentEvent.CardChanged changed ->
          it.by(changed.by())
              .says("pressed a button in a message that somebody had rewritten; it did not count")
              .rests("message '%s' said %s".formatted(changed.part(), changed.seen()));
      case IncidentEvent.CancelAsked(var by) -> it.by(by).says("asked to stop it");
      case IncidentEvent.Ended(var outcome, var summary, var _, var _) ->
          it.says(outcome.text() + ":", ShortIds.in(summary));
      case IncidentEvent.StepIntended _,
          IncidentEvent.AnswerLost _,
          IncidentEvent.TaskAccepted _,
          IncidentEvent.TaskSaid _,
          IncidentEvent.TaskEnded _,
          IncidentEvent.StepEnded _ ->
          step(it, event);
    }
  }

  private void step(Draft it, IncidentEvent event) {
    switch (event) {
      case IncidentEvent.StepIntended(var step, var context) -> {
        it.says("step %d is about to be done:".formatted(step + 1), brief(step)).aside();
        if (!context.isEmpty()) {
          it.rests("context id " + context);
        }
      }
      case IncidentEvent.AnswerLost(var step, var why) ->
          it.says("step %d: the answer was lost".formatted(step + 1)).rests(why);
      case IncidentEvent.TaskAccepted(var step, var task) ->
          it.says("step %d: Director task %d,".formatted(step + 1, task), brief(step)).rests(task);
      case IncidentEvent.TaskSaid said ->
          it.says(
                  "Director task %d wrote %d bytes of its log, from byte %d on"
                      .formatted(said.task(), said.bytes(), said.offset()))
              .rests(said.task())
              .aside();
      case IncidentEvent.TaskEnded(var _, var task, var state, var result) ->
          it.says(
                  "Director task %d ended:".formatted(task),
                  state + result.map(": "::concat).orElse(""))
              .rests(task)
              .aside();
      case IncidentEvent.StepEnded(var step, var outcome, var note) -> {
        it.says(
            "step %d %s:".formatted(step + 1, IncidentWords.outcome(outcome)), ShortIds.in(note));
        incident.steps().get(step).ofTask().ifPresent(task -> it.rests(task.id()));
      }
      default -> throw new IllegalArgumentException(event + " is not about a step");
    }
  }

  private String brief(int step) {
    return IncidentWords.brief(incident.step(step));
  }

  private static void noted(Draft it, IncidentEvent.NoteAdded note) {
    it.by(note.by()).says("noted:", note.text());
    it.about = Optional.of(note.about());
    it.author = note.said().filter(who -> !who.equals(note.by()));
    it.link = note.link();
  }

  private static final class Draft {
    private Optional<Instant> about = Optional.empty();
    private Optional<UserId> by = Optional.empty();
    private String words = "";
    private Optional<String> quoted = Optional.empty();
    private Optional<UserId> author = Optional.empty();
    private Optional<String> link = Optional.empty();
    private final List<String> evidence = new ArrayList<>();
    private boolean main = true;

    private Draft by(UserId person) {
      by = Optional.of(person);
      return this;
    }

    private Draft says(String what) {
      words = what;
      return this;
    }

    private Draft says(String what, String outside) {
      words = what;
      quoted = Optional.of(outside);
      return this;
    }

    private Draft on(EvidenceSummary seen) {
      return rests("%s, seen %s".formatted(seen.code(), UtcTime.of(seen.at())));
    }

    private Draft by(Optional<ClickProof> proof) {
      proof.ifPresent(
          it -> {
            rests("request " + it.body());
            it.card().ifPresent(card -> rests("card " + card));
          });
      return this;
    }

    private Draft rests(long task) {
      return rests("Director task " + task);
    }

    private Draft rests(String what) {
      evidence.add(what);
      return this;
    }

    private void aside() {
      main = false;
    }
  }
}
