package pipelinelock.slack.form;

import com.slack.api.methods.Methods;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.methods.response.views.ViewsPushResponse;
import com.slack.api.model.view.View;
import java.util.Optional;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Home;

/** Opens forms, and updates open ones. */
public final class Views {
  private final WebApi slack;
  private final Banner banner;

  public Views(WebApi slack, Banner banner) {
    this.slack = slack;
    this.banner = banner;
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
    var shown = form.view(banner);
    slack.ask(Methods.VIEWS_UPDATE, it -> it.viewsUpdate(r -> r.viewId(view).view(shown)));
  }

  /** Puts a page into a person's Home tab. */
  public Sent<?> publish(String user, Home home) {
    var shown = home.view(banner);
    return slack.ask(Methods.VIEWS_PUBLISH, it -> it.viewsPublish(r -> r.userId(user).view(shown)));
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
    public boolean open(Form form) {
      var shown = form.view(banner);
      view =
          (onTop
                  ? slack
                      .ask(Methods.VIEWS_PUSH, it -> it.viewsPush(r -> r.triggerId(id).view(shown)))
                      .taken()
                      .map(ViewsPushResponse::getView)
                  : slack
                      .ask(Methods.VIEWS_OPEN, it -> it.viewsOpen(r -> r.triggerId(id).view(shown)))
                      .taken()
                      .map(ViewsOpenResponse::getView))
              .map(View::getId);
      return view.isPresent();
    }

    /** Puts another form in its place, where it is still open; what was typed stays. */
    public void update(Form form) {
      view.ifPresent(open -> Views.this.update(open, form));
    }
  }
}
