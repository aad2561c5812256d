package pipelinelock.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.form.ButtonModal;
import pipelinelock.slack.form.Modal;
import pipelinelock.slack.form.Modals;
import pipelinelock.slack.form.NoteModal;
import pipelinelock.slack.form.Submitted;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/** Forms in Bolt: what opens them, and what becomes of what was filled in. */
final class FormHandlers {
  private static final Duration DRAWING = Duration.ofMillis(700);

  private final SlackConfig config;
  private final Modals modals;
  private final BackgroundWork errands;
  private final Replies replies;
  private final UnaryOperator<String> channels;

  /**
   * @param channels where an environment's incidents are told, by its name
   */
  FormHandlers(
      SlackConfig config,
      Modals modals,
      BackgroundWork errands,
      Replies replies,
      UnaryOperator<String> channels) {
    this.config = config;
    this.modals = modals;
    this.errands = errands;
    this.replies = replies;
    this.channels = channels;
  }

  void add(App bolt, ButtonModal form) {
    bolt.blockAction(
        form.button(),
        (request, context) ->
            click(request, context, click -> form.open(click, trigger(request.getPayload()))));
    bolt.viewSubmission(form.callback(), (request, context) -> submit(request, context, form));
  }

  void add(App bolt, NoteModal note) {
    bolt.messageShortcut(
        NoteModal.SHORTCUT,
        (request, context) -> {
          var payload = request.getPayload();
          var trigger = modals.trigger(payload.getTriggerId());
          replies.run(
              errands,
              Payloads.address(payload),
              () -> note.open(Payloads.chosen(payload), trigger));
          return context.ack();
        });
    bolt.viewSubmission(note.callback(), (request, context) -> submit(request, context, note));
  }

  /** A form over a form, where the button was in one. */
  private Modals.Trigger trigger(BlockActionPayload payload) {
    boolean inForm =
        Optional.ofNullable(payload.getView())
            .filter(it -> "modal".equals(it.getType()))
            .isPresent();
    return inForm
        ? modals.triggerOnTop(payload.getTriggerId())
        : modals.trigger(payload.getTriggerId());
  }

  private Response click(
      BlockActionRequest request,
      ActionContext context,
      Function<Click, Optional<Message>> decision) {
    var payload = request.getPayload();
    var click = Payloads.click(request, config.teamId());
    var to = Payloads.address(payload, channels.apply(click.value()));
    replies.run(errands, to, () -> decision.apply(click));
    return context.ack();
  }

  private Response submit(
      ViewSubmissionRequest request, ViewSubmissionContext context, Modal form) {
    var submission = Submissions.of(request);
    return switch (form.submit(submission)) {
      case Submitted.Wrong(var errors) -> context.ackWithErrors(errors);
      case Submitted.Accepted(var places, var work) -> {
        var to = addresses(submission.user(), places);
        Consumer<Message> tell = message -> replies.sendToOne(submission.user(), to, message);
        boolean begun = errands.run(tell, () -> Optional.of(work.get(tell::accept)));
        if (!begun) {
          tell.accept(Message.sentence(Replies.BUSY));
        }
        yield context.ack();
      }
      case Submitted.Shown(var meanwhile, var then) -> {
        String view = request.getPayload().getView().getId();
        boolean begun = errands.run(_ -> {}, () -> replace(view, then));
        var next = begun ? meanwhile : new Form(form.callback(), "Busy", Replies.BUSY);
        yield context.ackWithUpdate(next.view(config.banner()));
      }
    };
  }

  /** Slack draws the first form before it is replaced: the two come by different ways. */
  private Optional<Message> replace(String view, Consumer<Consumer<Form>> then) {
    long drawn = System.nanoTime() + DRAWING.toNanos();
    then.accept(
        next -> {
          LockSupport.parkNanos(drawn - System.nanoTime());
          modals.update(view, next);
        });
    return Optional.empty();
  }

  private static List<Address> addresses(String user, List<Submitted.Place> places) {
    return places.stream()
        .map(place -> new Address(user, place.channel(), "", place.thread()))
        .toList();
  }
}
