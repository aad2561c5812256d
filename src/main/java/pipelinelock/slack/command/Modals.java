package pipelinelock.slack.command;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Form;

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
    return new Trigger(id);
  }

  /** For one click. */
  public final class Trigger {
    private final String id;
    private Optional<String> view = Optional.empty();

    private Trigger(String id) {
      this.id = id;
    }

    /** Whether the person has it now. */
    boolean open(Form form) {
      var answer =
          ask("views.open", () -> slack.viewsOpen(r -> r.triggerId(id).view(form.view(banner))));
      view = answer.map(ViewsOpenResponse::getView).map(it -> it.getId());
      return answer.isPresent();
    }

    /** Puts another form in its place, where it is still open; what was typed stays. */
    void update(Form form) {
      view.ifPresent(
          open ->
              ask(
                  "views.update",
                  () -> slack.viewsUpdate(r -> r.viewId(open).view(form.view(banner)))));
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
