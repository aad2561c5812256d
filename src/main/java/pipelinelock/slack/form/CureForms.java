package pipelinelock.slack.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.runbook.request.Offer;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.card.RequestReply;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.ButtonAction;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/** Opens the forms that request cures, and makes the requests. */
public final class CureForms {
  private static final String LOOKING =
      "Reading which VMs you can choose … Sent before that, this requests all VMs that the verdict offers.";

  private final Directory directory;
  private final CureRequests requests;
  private final People people;
  private final ReasonField reason;

  /** Those of the newest form, for an early no: the desk looks again. */
  private final Map<EnvironmentName, Offer> offers = new ConcurrentHashMap<>();

  public CureForms(Directory directory, CureRequests requests, People people) {
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.reason = new ReasonField(directory);
  }

  /** A button for each. */
  public List<ButtonAction> buttons() {
    return CureForm.ALL.stream()
        .map(form -> new ButtonAction(form.button(), click -> press(form, click)))
        .toList();
  }

  public List<FormAction> forms() {
    return CureForm.ALL.stream()
        .map(form -> new FormAction(form.callback(), submission -> submit(form, submission)))
        .toList();
  }

  private Pressed press(CureForm cure, Click click) {
    return directory
        .find(click.value())
        .map(name -> opens(cure, name, click.channel()))
        .orElseGet(() -> Pressed.told("That environment no longer exists."));
  }

  private Pressed opens(CureForm cure, EnvironmentName name, String channel) {
    var form = cure.of(name, channel, reason.least(name), requests.usualFinish(name));
    String instead =
        "The form could not be opened. Type it instead: `/pipeline-lock %s %s why it is needed`"
            .formatted(cure.command(), name);
    return cure.choosesVms()
        ? new Pressed.Opens(
            form.with(Layout.sentence(LOOKING)),
            open -> open.accept(withVms(form, name)),
            Message.sentence(instead))
        : new Pressed.Opens(form, instead);
  }

  /** The field with the reason stays as it is, so that Slack keeps what was typed meanwhile. */
  private Form withVms(Form form, EnvironmentName name) {
    try {
      var offer = requests.offer(name);
      offer.ifPresent(it -> offers.put(name, it));
      return offer
          .map(it -> VmField.in(form, it))
          .orElseGet(() -> form.with(VmField.unknown(name)));
    } catch (RemoteFailure e) {
      return form.with(VmField.unread(e));
    }
  }

  private Submitted submit(CureForm cure, Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var name = remembered.flatMap(it -> directory.find(it.subject()));
    if (name.isEmpty()) {
      return ReasonField.wrong("That environment no longer exists. Close the form.");
    }
    return reason
        .wrong(submission, name.get())
        .or(() -> cure.choosesVms() ? wrongVms(submission, name.get()) : Optional.empty())
        .orElseGet(
            () -> accepted(cure, submission, remembered.orElseThrow().channel(), name.get()));
  }

  private Optional<Submitted> wrongVms(Submission submission, EnvironmentName name) {
    return VmField.wrong(submission, Optional.ofNullable(offers.get(name)))
        .map(it -> new Submitted.Wrong(Map.of(VmField.NAME, it)));
  }

  private Submitted accepted(
      CureForm cure, Submission submission, String channel, EnvironmentName name) {
    var wish = cure.wish().apply(submission);
    return new Submitted.Accepted(
        reason.places(channel, name),
        tell -> {
          tell.accept("Looking at %s first …".formatted(name));
          var person = people.find(submission.user());
          return RequestReply.of(
              requests.request(name, person, wish, tell),
              opened -> requests.thread(opened, directory));
        });
  }
}
