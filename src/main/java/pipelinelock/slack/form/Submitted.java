package pipelinelock.slack.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.message.Form;

/** The result of submitting a form. */
public sealed interface Submitted {
  /**
   * The form stays open and says what is wrong.
   *
   * @param errors by the field's name
   */
  record Wrong(Map<String, String> errors) implements Submitted {
    public Wrong {
      errors = Map.copyOf(errors);
    }
  }

  /**
   * The form closes, and this is done.
   *
   * @param places where the person can be answered; the first that works is used
   */
  record Accepted(List<Place> places, Answer.Work work) implements Submitted {
    public Accepted {
      places = List.copyOf(places);
    }
  }

  /**
   * The form gives way to another one.
   *
   * @param meanwhile at once
   * @param then puts others in its place, when more is known
   */
  record Shown(Form meanwhile, Consumer<Consumer<Form>> then) implements Submitted {}

  /**
   * A channel, or a thread in it.
   *
   * @param thread its root's ts
   */
  record Place(String channel, Optional<String> thread) {}
}
