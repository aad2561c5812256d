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
import pipelinelock.slack.click.Click;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.AskAgain;

/**
 * A status in a form that is only read: behind the button of the Home tab, and behind the shortcut,
 * which asks for the environment first.
 */
public final class StatusModal implements ButtonModal {
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
  public StatusModal(Directory directory, Incidents incidents, Looks looks, Readers readers) {
    this(directory, incidents, looks, readers, false);
  }

  private StatusModal(
      Directory directory, Incidents incidents, Looks looks, Readers readers, boolean details) {
    this.readers = readers;
    this.directory = directory;
    this.incidents = incidents;
    this.looks = looks;
    this.details = details;
  }

  /** All that is known, behind the button under a short card. It looks anew. */
  public StatusModal withDetails() {
    return new StatusModal(directory, incidents, looks, readers, true);
  }

  @Override
  public String button() {
    return details ? AskAgain.DETAILS : OPEN;
  }

  @Override
  public String callback() {
    return details ? AskAgain.DETAILS : CALLBACK;
  }

  @Override
  public Optional<Message> open(Click click, Modals.Trigger trigger) {
    var name = directory.find(click.value());
    if (name.isPresent() && trigger.open(looking(name.get()))) {
      show(click.user(), name.get(), trigger::update);
      return Optional.empty();
    }
    return Optional.of(
        Message.sentence(
            "The status could not be shown here. Type `/pipeline-lock status %s`."
                .formatted(name.map(EnvironmentName::value).orElse(directory.example()))));
  }

  /** The shortcut was chosen; what the person is told where no form can be opened. */
  public Optional<Message> choose(Modals.Trigger trigger) {
    return trigger.open(choice())
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "Slack did not open the form in time. Try again, or type `/pipeline-lock status %s`."
                    .formatted(directory.example())));
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

  @Override
  public Submitted submit(Submission submission) {
    return directory
        .find(submission.text(ENVIRONMENT))
        .<Submitted>map(
            name -> new Submitted.Shown(looking(name), form -> show(submission.user(), name, form)))
        .orElseGet(
            () ->
                new Submitted.Wrong(Map.of(ENVIRONMENT, "There is no such environment any more.")));
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
