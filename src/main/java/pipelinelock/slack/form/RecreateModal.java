package pipelinelock.slack.form;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.runbook.request.Offer;
import pipelinelock.runbook.request.RecreateWish;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.command.RecreateCommand;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.AskAgain;

/** Asks why a recreate is needed and which VMs are meant, before it is asked for. */
public final class RecreateModal implements ButtonModal {
  /** The button that opens it; its value is the environment's name. */
  public static final String OPEN = AskAgain.RECREATE;

  public static final String REASON = Reason.NAME;
  static final String CALLBACK = "recreate.request";
  private static final String LOOKING =
      "Reading which VMs you can choose … Sent before that, this requests all VMs that the verdict offers.";

  private final Directory directory;
  private final RecreateCommand recreate;
  private final Reason reason;

  /** Those of the newest form, for an early no: the desk looks again. */
  private final Map<EnvironmentName, Offer> offers = new ConcurrentHashMap<>();

  public RecreateModal(Directory directory, RecreateCommand recreate) {
    this.directory = directory;
    this.recreate = recreate;
    this.reason = new Reason(directory);
  }

  @Override
  public String button() {
    return OPEN;
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
        form(
            name.get(),
            click.channel(),
            reason.least(name.get()),
            recreate.startsAgain(name.get()));
    if (!trigger.open(form.with(Layout.sentence(LOOKING)))) {
      return Optional.of(
          Message.sentence(
              "The form could not be opened. Type it instead: `/pipeline-lock recreate %s why it is needed`"
                  .formatted(name.get())));
    }
    trigger.update(withVms(form, name.get()));
    return Optional.empty();
  }

  /** The field with the reason stays as it is, so that Slack keeps what was typed meanwhile. */
  private Form withVms(Form form, EnvironmentName name) {
    try {
      var offer = recreate.offer(name);
      offer.ifPresent(it -> offers.put(name, it));
      return offer
          .map(it -> VmField.in(form, it))
          .orElseGet(() -> form.with(VmField.unknown(name)));
    } catch (RemoteFailure e) {
      return form.with(VmField.unread(e));
    }
  }

  /**
   * @param channel where the button was; empty where it was in no channel
   */
  public static Form form(
      EnvironmentName environment, String channel, int minimumReason, boolean startsAgain) {
    return new RequestForm(
            CALLBACK,
            "Recreate Concourse",
            "Requests a recreate of Concourse's VMs in %s. The bot reads the evidence again first, and does nothing before enough people approve.")
        .of(environment, channel, minimumReason, startsAgain);
  }

  @Override
  public Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var name = remembered.flatMap(it -> directory.find(it.subject()));
    if (name.isEmpty()) {
      return Reason.wrong("There is no such environment any more. Close the form.");
    }
    var tooShort = reason.wrong(submission, name.get());
    if (tooShort.isPresent()) {
      return tooShort.get();
    }
    var offer = Optional.ofNullable(offers.get(name.get()));
    var wrongVms = VmField.wrong(submission, offer);
    if (wrongVms.isPresent()) {
      return new Submitted.Wrong(Map.of(VmField.NAME, wrongVms.get()));
    }
    var wish =
        new RecreateWish(
            submission.text(REASON),
            Set.of(),
            false,
            submission.chosen(VmField.NAME),
            FinishFields.of(submission));
    return new Submitted.Accepted(
        reason.places(remembered.orElseThrow().channel(), name.get()),
        tell -> {
          tell.accept("Looking at %s first …".formatted(name.get()));
          return recreate.ask(name.get(), submission.user(), wish, tell);
        });
  }
}
