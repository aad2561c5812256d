package pipelinelock.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.form.FormAction;
import pipelinelock.slack.form.Submitted;
import pipelinelock.slack.form.Views;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/**
 * Handles submitted forms: it acknowledges, runs what takes long, and reports the result; each
 * form's own part is its {@link FormAction}.
 */
final class FormHandler {
  private static final Duration DRAWING = Duration.ofMillis(700);

  private final Banner banner;
  private final Views views;
  private final BackgroundWork errands;
  private final Replies replies;

  FormHandler(Banner banner, Views views, BackgroundWork errands, Replies replies) {
    this.banner = banner;
    this.views = views;
    this.errands = errands;
    this.replies = replies;
  }

  void add(App bolt, FormAction form) {
    bolt.viewSubmission(form.callback(), (request, context) -> submit(form, request, context));
  }

  private Response submit(
      FormAction form, ViewSubmissionRequest request, ViewSubmissionContext context) {
    var submission = Submissions.of(request);
    return switch (form.submit().apply(submission)) {
      case Submitted.Wrong(var errors) -> context.ackWithErrors(errors);
      case Submitted.Accepted(var places, var work) -> {
        var to = addresses(submission.user(), places);
        Consumer<Message> tell = message -> replies.sendToOne(submission.user(), to, message);
        boolean begun = errands.run(tell, () -> Optional.of(work.get(tell::accept)));
        if (!begun) {
          errands.say(() -> tell.accept(Message.sentence(Replies.BUSY)));
        }
        yield context.ack();
      }
      case Submitted.Shown(var meanwhile, var then) -> {
        var update = updates(request.getPayload().getView().getId());
        boolean begun =
            errands.run(
                failed -> update.accept(meanwhile.showing(failed)),
                () -> {
                  then.accept(update);
                  return Optional.empty();
                });
        var next = begun ? meanwhile : new Form(form.callback(), "Busy", Replies.BUSY);
        yield context.ackWithUpdate(next.view(banner));
      }
    };
  }

  /** Slack draws the first form before it is replaced: the two come by different ways. */
  private Consumer<Form> updates(String view) {
    long drawn = System.nanoTime() + DRAWING.toNanos();
    return next -> {
      LockSupport.parkNanos(drawn - System.nanoTime());
      views.update(view, next);
    };
  }

  private static List<Address> addresses(String user, List<Submitted.Place> places) {
    return places.stream()
        .map(place -> new Address(user, place.channel(), "", place.thread()))
        .toList();
  }
}
