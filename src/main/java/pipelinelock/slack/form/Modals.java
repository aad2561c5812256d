package pipelinelock.slack.form;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.methods.response.views.ViewsPushResponse;
import com.slack.api.model.view.View;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Home;

/** Opens forms, and changes the ones that are open. */
public final class Modals {
  private static final Logger LOG = LoggerFactory.getLogger(Modals.class);

  private final MethodsClient slack;
  private final Banner banner;

  public Modals(MethodsClient slack, Banner banner) {
    this.slack = slack;
    this.banner = banner;
  }

  private interface Call<T> {
    T send() throws IOException, SlackApiException;
  }

  /** The right to open one form within three seconds of a click. */
  public Trigger trigger(String id) {
    return new Trigger(id, false);
  }

  /** The same for a click in a form: the new one lies on top of it. */
  public Trigger triggerOnTop(String id) {
    return new Trigger(id, true);
  }

  /** Puts another form in the place of an open one. */
  public void update(String view, Form form) {
    ask("views.update", () -> slack.viewsUpdate(r -> r.viewId(view).view(form.view(banner))));
  }

  /** Puts a page into a person's Home tab. */
  public boolean publish(String user, Home home) {
    return ask(
            "views.publish", () -> slack.viewsPublish(r -> r.userId(user).view(home.view(banner))))
        .isPresent();
  }

  /** For one click. */
  public final class Trigger {
    private final String id;
    private final boolean onTop;
    private Optional<String> view = Optional.empty();

    private Trigger(String id, boolean onTop) {
      this.id = id;
      this.onTop = onTop;
    }

    /** Whether the person has it now. */
    boolean open(Form form) {
      var shown = form.view(banner);
      view =
          (onTop
                  ? ask("views.push", () -> slack.viewsPush(r -> r.triggerId(id).view(shown)))
                      .map(ViewsPushResponse::getView)
                  : ask("views.open", () -> slack.viewsOpen(r -> r.triggerId(id).view(shown)))
                      .map(ViewsOpenResponse::getView))
              .map(View::getId);
      return view.isPresent();
    }

    /** Puts another form in its place, where it is still open; what was typed stays. */
    void update(Form form) {
      view.ifPresent(open -> Modals.this.update(open, form));
    }
  }

  private static <T extends SlackApiTextResponse> Optional<T> ask(String method, Call<T> call) {
    try {
      var answer = call.send();
      if (answer.isOk()) {
        return Optional.of(answer);
      }
      LOG.info("Slack refused {}: {}", method, answer.getError());
    } catch (IOException | SlackApiException | RuntimeException e) {
      LOG.warn("Slack gave no usable answer to {}: {}", method, e.getClass().getSimpleName());
    }
    return Optional.empty();
  }
}
