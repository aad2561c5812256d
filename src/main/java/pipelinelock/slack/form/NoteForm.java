package pipelinelock.slack.form;

import static java.time.temporal.ChronoUnit.MINUTES;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.channel.Messages;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.form.Submitted.Place;
import pipelinelock.slack.input.IncidentLookup;
import pipelinelock.slack.input.SlackText;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Mrkdwn;

/**
 * The message menu entry <i>Add to timeline</i>: asks for the incident and the text of the note.
 */
public final class NoteForm {
  /** The shortcut, as the manifest calls it. */
  public static final String SHORTCUT = "message.note";

  static final String INCIDENT = "incident";
  static final String TEXT = "text";
  static final String TIME = "time";
  private static final String CALLBACK = "note.add";
  private static final int LONGEST = 2000;
  private static final Pattern TS = Pattern.compile("([0-9]{9,11})\\.[0-9]{6}");
  private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,30}");

  private final IncidentLookup cases;
  private final Messages messages;
  private final Notes notes;
  private final InstantSource clock;

  public NoteForm(IncidentLookup cases, Messages messages, Notes notes, InstantSource clock) {
    this.clock = clock;
    this.cases = cases;
    this.messages = messages;
    this.notes = notes;
  }

  /**
   * The message that somebody chose.
   *
   * @param root of its thread; its own ts where it is in none
   * @param author Slack's id; empty for an app that has none
   * @param text as Slack sends it: escaped
   */
  public record Chosen(String channel, String ts, String root, String author, String text) {}

  public FormAction form() {
    return new FormAction(CALLBACK, this::submit);
  }

  /** The menu entry was chosen. */
  public Pressed choose(Chosen chosen) {
    var candidates = cases.candidates(chosen.channel(), chosen.root());
    return candidates.isEmpty()
        ? Pressed.told(
            "No incident is open, and this message is not in an incident's thread, so nothing was noted. For an incident that is over: `/pipeline-lock note INC-… what happened`")
        : new Pressed.Opens(
            form(chosen, candidates),
            "Slack did not open the form in time. Try again, or type `/pipeline-lock note %s what happened`."
                .formatted(candidates.getFirst().id()));
  }

  public static Form form(Chosen chosen, List<Incident> candidates) {
    var options = new LinkedHashMap<String, String>();
    candidates.forEach(
        it ->
            options.put(
                it.id().toString(),
                "%s · %s · %s".formatted(it.id(), it.environment(), IncidentWords.state(it))));
    return new Form(
            CALLBACK,
            "Add to timeline",
            Optional.of("Add"),
            new Remembered(chosen.channel(), (chosen.ts() + " " + chosen.author()).strip()).text(),
            List.of(
                Layout.markup(
                    "Puts a message of %s on record, with a link to it."
                        .formatted(Mrkdwn.date(at(chosen.ts()).orElse(Instant.EPOCH))))))
        .with(
            new Form.Choice(
                INCIDENT, "Incident", "It appears in this incident's timeline.", options))
        .with(
            new Form.Moment(
                TIME,
                "When did it happen?",
                "The time of the message, unless you choose another. It is in your time zone.",
                at(chosen.ts()).orElse(Instant.EPOCH)))
        .with(
            new Form.Text(
                TEXT,
                "What is noted",
                "It stays on record exactly like this.",
                1,
                LONGEST,
                SlackText.readable(chosen.text())));
  }

  /** A message's ts holds its time. */
  static Optional<Instant> at(String ts) {
    var matcher = TS.matcher(ts);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var id = IncidentId.parse(submission.text(INCIDENT));
    String[] subject = remembered.map(Remembered::subject).orElse("").split(" ", -1);
    var at = at(subject[0]);
    if (id.isEmpty() || at.isEmpty()) {
      return new Submitted.Wrong(
          Map.of(TEXT, "This form is not one that the bot opened. Close it, and try again."));
    }
    if (submission.text(TEXT).isEmpty()) {
      return new Submitted.Wrong(Map.of(TEXT, "Say what to note."));
    }
    var about = about(submission, at.get());
    if (about.isEmpty()) {
      return new Submitted.Wrong(Map.of(TIME, "Choose a day and a time."));
    }
    if (IncidentRules.isAhead(about.get(), clock.instant())) {
      return new Submitted.Wrong(
          Map.of(TIME, "That time is in the future. Choose the time it happened."));
    }
    String channel = remembered.orElseThrow().channel();
    var author =
        subject.length > 1 && USER.matcher(subject[1]).matches()
            ? Optional.of(subject[1])
            : Optional.<String>empty();
    return new Submitted.Accepted(
        List.of(new Place(channel, Optional.empty())),
        _ ->
            notes.add(
                id.get(),
                submission.user(),
                new Notes.Note(
                    about.get(),
                    submission.text(TEXT),
                    author,
                    messages.link(channel, subject[0]))));
  }

  /**
   * The time that was chosen. Nobody chooses seconds: within the message's own minute, it is the
   * message's time. A form of an earlier build asks for none.
   */
  private static Optional<Instant> about(Submission submission, Instant said) {
    return submission.has(TIME)
        ? Form.Moment.parse(submission.text(TIME))
            .map(it -> it.truncatedTo(MINUTES).equals(said.truncatedTo(MINUTES)) ? said : it)
        : Optional.of(said);
  }
}
