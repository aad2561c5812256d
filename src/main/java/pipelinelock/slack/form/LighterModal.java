package pipelinelock.slack.form;

import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.card.RequestReply;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.AskAgain;

/** Asks why a release, an abort or an unpause is needed, before it is asked for. */
public final class LighterModal implements ButtonModal {

  private final CureKind kind;
  private final Directory directory;
  private final CureRequests requests;
  private final People people;
  private final Reason reason;

  public LighterModal(CureKind kind, Directory directory, CureRequests requests, People people) {
    this.kind = kind;
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.reason = new Reason(directory);
  }

  @Override
  public String button() {
    return AskAgain.button(kind);
  }

  @Override
  public String callback() {
    return callback(kind);
  }

  private static String callback(CureKind kind) {
    return kind.word() + ".request";
  }

  @Override
  public Optional<Message> open(Click click, Modals.Trigger trigger) {
    var name = directory.find(click.value());
    if (name.isEmpty()) {
      return Optional.of(Message.sentence("There is no such environment any more."));
    }
    var form =
        form(
            kind,
            name.get(),
            click.channel(),
            reason.least(name.get()),
            requests.startsAgain(name.get()));
    return trigger.open(form)
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "The form could not be opened. Type it instead: `/pipeline-lock %s %s why it is needed`"
                    .formatted(kind.word(), name.get())));
  }

  /**
   * @param channel where the button was; empty where it was in no channel
   */
  static Form form(
      CureKind kind, EnvironmentName environment, String channel, int least, boolean startsAgain) {
    return new RequestForm(
            callback(kind),
            title(kind),
            what(kind)
                + " The bot looks again first, and does nothing before enough people approve.")
        .of(environment, channel, least, startsAgain);
  }

  private static String title(CureKind kind) {
    return switch (kind) {
      case RECREATE -> throw new IllegalStateException("a recreate has a form of its own");
      case RELEASE -> "Give the lock back";
      case ABORT -> "Abort a hung build";
      case UNPAUSE -> "Unpause";
    };
  }

  private static String what(CureKind kind) {
    return switch (kind) {
      case RECREATE -> throw new IllegalStateException("a recreate has a form of its own");
      case RELEASE -> "Requests that the lock of %s is given back.";
      case ABORT -> "Requests an abort of the hung build in %s.";
      case UNPAUSE -> "Requests an unpause in %s.";
    };
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
    var wish = new LighterWish(kind, submission.text(Reason.NAME), FinishFields.of(submission));
    return new Submitted.Accepted(
        reason.places(channel, name),
        tell -> {
          tell.accept("Looking at %s first …".formatted(name));
          return RequestReply.of(
              requests.request(name, people.find(submission.user()), wish, tell), directory);
        });
  }
}
