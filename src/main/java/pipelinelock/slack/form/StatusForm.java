package pipelinelock.slack.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Looks;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.card.Doubt;
import pipelinelock.slack.card.StatusCard;
import pipelinelock.slack.click.ButtonAction;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.AskAgain;

/**
 * A read-only form with a status: opened by the button of the Home tab, and by the shortcut, which
 * asks for the environment first.
 */
public final class StatusForm {
  /** The button; its value is the environment's name. */
  public static final String OPEN = "home.status";

  /** The shortcut, as the manifest calls it. */
  public static final String SHORTCUT = "status.choose";

  static final String ENVIRONMENT = "environment";
  private static final String CALLBACK = "status.environment";

  private final Directory directory;
  private final Incidents incidents;
  private final Looks looks;
  private final Readers readers;
  private final boolean details;

  /** The short card. */
  public StatusForm(Directory directory, Incidents incidents, Looks looks, Readers readers) {
    this(directory, incidents, looks, readers, false);
  }

  private StatusForm(
      Directory directory, Incidents incidents, Looks looks, Readers readers, boolean details) {
    this.readers = readers;
    this.directory = directory;
    this.incidents = incidents;
    this.looks = looks;
    this.details = details;
  }

  /** All that is known, behind the button under a short card. It looks again. */
  public StatusForm withDetails() {
    return new StatusForm(directory, incidents, looks, readers, true);
  }

  /** One for the short card, one for the details. */
  public List<ButtonAction> buttons() {
    return List.of(
        new ButtonAction(OPEN, this::press),
        new ButtonAction(AskAgain.DETAILS, withDetails()::press));
  }

  /** The form in which the environment is chosen. */
  public FormAction form() {
    return new FormAction(CALLBACK, this::submit);
  }

  private Pressed press(Click click) {
    return directory
        .find(click.value())
        .<Pressed>map(
            name ->
                new Pressed.Opens(
                    looking(name),
                    open -> show(click.user(), name, open),
                    Message.sentence(instead(name.value()))))
        .orElseGet(() -> Pressed.told(instead(directory.example())));
  }

  private static String instead(String environment) {
    return "The status could not be shown here. Type `/pipeline-lock status %s`."
        .formatted(environment);
  }

  /** The shortcut was chosen. */
  public Pressed.Opens choose() {
    return new Pressed.Opens(
        choice(),
        "Slack did not open the form in time. Try again, or type `/pipeline-lock status %s`."
            .formatted(directory.example()));
  }

  public Form choice() {
    var options = new LinkedHashMap<String, String>();
    directory.channels().keySet().forEach(name -> options.put(name.value(), name.value()));
    return new Form(CALLBACK, "Pipeline lock status", Optional.of("Look"), "", List.of())
        .with(
            new Form.Choice(
                ENVIRONMENT,
                "Environment",
                "Looking changes nothing, and takes seconds.",
                options));
  }

  private Submitted submit(Submission submission) {
    return directory
        .find(submission.text(ENVIRONMENT))
        .<Submitted>map(
            name -> new Submitted.Shown(looking(name), form -> show(submission.user(), name, form)))
        .orElseGet(
            () -> new Submitted.Wrong(Map.of(ENVIRONMENT, "That environment no longer exists.")));
  }

  static Form looking(EnvironmentName name) {
    return form(name, Message.sentence("Looking at %s …".formatted(name)));
  }

  /** What is known soon, and then the whole in its place. */
  public void show(String user, EnvironmentName name, Consumer<Form> form) {
    var refused = readers.turnedAway(user, "status");
    if (refused.isPresent()) {
      form.accept(form(name, refused.get()));
      return;
    }
    try {
      var sight = looks.begin(name);
      form.accept(form(name, sight.first()));
      if (!sight.isWhole()) {
        form.accept(form(name, sight.whole()));
      }
    } catch (RemoteFailure e) {
      form.accept(
          form(
              name,
              Message.sentence(
                  e.getMessage()
                      + ". Try again in a moment, or type `/pipeline-lock status %s`."
                          .formatted(name))));
    }
  }

  private Form form(EnvironmentName name, Diagnosis seen) {
    var open = incidents.shownIn(name);
    return form(
        name,
        Doubt.shown(
            open.doubt(),
            StatusCard.of(
                seen,
                open.incident().map(it -> looks.ongoing(it, seen.evidence().at())),
                directory.where(name),
                details)));
  }

  private static Form form(EnvironmentName name, Message message) {
    return new Form(CALLBACK, name.value() + " status", Optional.empty(), "", message.blocks());
  }
}
