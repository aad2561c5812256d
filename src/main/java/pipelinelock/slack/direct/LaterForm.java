package pipelinelock.slack.direct;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.slack.click.ButtonAction;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.form.FormAction;
import pipelinelock.slack.form.Remembered;
import pipelinelock.slack.form.Submission;
import pipelinelock.slack.form.Submitted;
import pipelinelock.slack.input.MuteTime;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.thread.card.DirectCard;

/** <i>Not now…</i> under a direct message: for how long the person wants none. */
public final class LaterForm {
  static final String TIME = "time";
  private static final String FOR_EVER = "off";

  private final DirectChoice choice;

  public LaterForm(DirectChoice choice) {
    this.choice = choice;
  }

  public ButtonAction button() {
    return new ButtonAction(DirectCard.LATER, this::press);
  }

  public FormAction form() {
    return new FormAction(DirectCard.LATER, this::submit);
  }

  private Pressed press(Click click) {
    return new Pressed.Opens(
        form(new Remembered(click.channel(), "")),
        "Slack did not open the form in time. To get no direct messages for a while, type `/pipeline-lock dm off for 4h`.");
  }

  /** The question, which comes back with where it was asked. */
  public static Form form(Remembered remembered) {
    var times = new LinkedHashMap<String, String>();
    times.put("1h", "for 1 hour");
    times.put("4h", "for 4 hours");
    times.put("12h", "for 12 hours");
    times.put(FOR_EVER, "until I type /pipeline-lock dm on");
    return new Form(
            DirectCard.LATER,
            "No direct messages",
            Optional.of("Save"),
            remembered.text(),
            List.of(
                Layout.sentence(
                    "The request stays open for you and the others: its message keeps its buttons, and its thread still mentions you.")))
        .with(
            new Form.Choice(
                TIME,
                "The bot writes to me about no request",
                "It changes nothing about who may approve.",
                times));
  }

  private Submitted submit(Submission submission) {
    String chosen = submission.text(TIME);
    var time = Optional.of(chosen).filter(it -> !it.equals(FOR_EVER)).flatMap(MuteTime::parse);
    if (time.isEmpty() && !chosen.equals(FOR_EVER)) {
      return new Submitted.Wrong(Map.of(TIME, "Choose one of them."));
    }
    var places =
        Remembered.parse(submission.remembered()).stream()
            .map(it -> new Submitted.Place(it.channel(), Optional.empty()))
            .toList();
    return new Submitted.Accepted(places, _ -> choice.off(submission.user(), time));
  }
}
