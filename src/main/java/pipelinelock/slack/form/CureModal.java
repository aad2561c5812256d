package pipelinelock.slack.form;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.command.CureCommand;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.AskAgain;

/** Asks why a cure is needed and how it is to end, before it is asked for. */
public final class CureModal implements ButtonModal {
  static final String CALLBACK = "cure.request";

  private final Directory directory;
  private final CureCommand cure;
  private final Reason reason;

  public CureModal(Directory directory, CureCommand cure) {
    this.directory = directory;
    this.cure = cure;
    this.reason = new Reason(directory);
  }

  @Override
  public String button() {
    return AskAgain.CURE;
  }

  @Override
  public String callback() {
    return CALLBACK;
  }

  @Override
  public Optional<Message> open(Click click, Modals.Trigger trigger) {
    var name = directory.find(click.value());
    if (name.isEmpty()) {
      return Optional.of(Message.sentence("There is no such environment any more."));
    }
    var form =
        form(name.get(), click.channel(), reason.least(name.get()), cure.startsAgain(name.get()));
    return trigger.open(form)
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "The form could not be opened. Type it instead: `/pipeline-lock cure %s why it is needed`"
                    .formatted(name.get())));
  }

  /**
   * @param channel where the button was; empty where it was in no channel
   */
  public static Form form(
      EnvironmentName environment, String channel, int minimumReason, boolean startsAgain) {
    return new RequestForm(
            CALLBACK,
            "Cure the deployment lock",
            "Requests whatever ends it in %s, the lightest first. The bot looks again and shows the whole plan; nothing is done before enough people approve, and it stops as soon as it is cured.")
        .of(environment, channel, minimumReason, startsAgain);
  }

  @Override
  public Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var name = remembered.flatMap(it -> directory.find(it.subject()));
    if (name.isEmpty()) {
      return Reason.wrong("There is no such environment any more. Close the form.");
    }
    return reason
        .wrong(submission, name.get())
        .orElseGet(() -> accepted(submission, remembered.orElseThrow().channel(), name.get()));
  }

  private Submitted accepted(Submission submission, String channel, EnvironmentName name) {
    var wish = new LightestWish(submission.text(Reason.NAME), FinishFields.of(submission));
    return new Submitted.Accepted(
        reason.places(channel, name),
        tell -> {
          tell.accept("Looking at %s first …".formatted(name));
          return cure.ask(name, submission.user(), wish, tell);
        });
  }
}
