package pipelinelock.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.response.Response;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.click.ButtonAction;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.form.NoteForm;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.form.Views;
import pipelinelock.slack.message.Message;

/**
 * Handles every button press and the entries of Slack's menus. It acknowledges, finds out who it
 * was, opens the form, and reports what went wrong; each button's own part is its {@link
 * ButtonAction}.
 */
final class ButtonHandler {
  private final String team;
  private final Views views;
  private final BackgroundWork errands;
  private final Replies replies;
  private final UnaryOperator<String> channels;

  /**
   * @param team the bot's own workspace
   * @param channels of each environment's incidents, by its name
   */
  ButtonHandler(
      String team,
      Views views,
      BackgroundWork errands,
      Replies replies,
      UnaryOperator<String> channels) {
    this.team = team;
    this.views = views;
    this.errands = errands;
    this.replies = replies;
    this.channels = channels;
  }

  void add(App bolt, ButtonAction button) {
    bolt.blockAction(button.id(), (request, context) -> press(button, request, context));
  }

  /** The global shortcut, which is pressed in no channel. */
  void add(App bolt, StatusForm status) {
    bolt.globalShortcut(
        StatusForm.SHORTCUT,
        (request, context) -> {
          var payload = request.getPayload();
          var to = new Address(payload.getUser().getId(), "", "", Optional.empty());
          run(to, views.trigger(payload.getTriggerId()), status::choose);
          return context.ack();
        });
  }

  /** The entry in a message's menu. */
  void add(App bolt, NoteForm note) {
    bolt.messageShortcut(
        NoteForm.SHORTCUT,
        (request, context) -> {
          var payload = request.getPayload();
          run(
              Payloads.address(payload),
              views.trigger(payload.getTriggerId()),
              () -> note.choose(Payloads.chosen(payload)));
          return context.ack();
        });
  }

  private Response press(ButtonAction button, BlockActionRequest request, ActionContext context) {
    var payload = request.getPayload();
    var click = Payloads.click(request, team);
    var to = Payloads.address(payload, channels.apply(click.value()));
    run(to, trigger(payload), () -> button.press().apply(click));
    return context.ack();
  }

  /** A form over a form, where the button was in one. */
  private Views.Trigger trigger(BlockActionPayload payload) {
    boolean inForm =
        Optional.ofNullable(payload.getView())
            .filter(it -> "modal".equals(it.getType()))
            .isPresent();
    return inForm
        ? views.triggerOnTop(payload.getTriggerId())
        : views.trigger(payload.getTriggerId());
  }

  private void run(Address to, Views.Trigger trigger, Supplier<Pressed> press) {
    replies.run(errands, to, () -> told(press.get(), trigger));
  }

  /** What the person alone is shown, once the form is open that there may be. */
  private static Optional<Message> told(Pressed pressed, Views.Trigger trigger) {
    return switch (pressed) {
      case Pressed.Done _ -> Optional.empty();
      case Pressed.Told(var message) -> Optional.of(message);
      case Pressed.Opens(var form, var then, var instead) -> {
        if (!trigger.open(form)) {
          yield Optional.of(instead);
        }
        then.accept(trigger::update);
        yield Optional.empty();
      }
    };
  }
}
