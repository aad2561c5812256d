package pipelinelock.slack.button;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import pipelinelock.incident.Incident;
import pipelinelock.slack.form.Remembered;
import pipelinelock.slack.message.Form;

/**
 * What a button about an incident asks, in a form with one field.
 *
 * @param callback distinguishes a submission of this form from others
 * @param verb what is done by it; also the word on its button
 * @param shown what is to be known first
 * @param wrong what is wrong with what was filled in; empty where nothing is
 * @param command that does the same, for when the form does not open
 */
public record Question(
    String callback,
    String verb,
    Function<Incident, List<LayoutBlock>> shown,
    Form.Text field,
    BiFunction<Incident, String, Optional<String>> wrong,
    Function<Incident, String> command) {

  /** Refuses a text that is shorter than so many letters. */
  static BiFunction<Incident, String, Optional<String>> atLeast(int letters, String refusal) {
    return (_, text) -> text.length() < letters ? Optional.of(refusal) : Optional.empty();
  }

  /** The form, which comes back with what it is about. */
  public Form form(Incident incident, Remembered remembered) {
    return new Form(
            callback,
            verb + " " + incident.id(),
            Optional.of(verb),
            remembered.text(),
            shown.apply(incident))
        .with(field);
  }
}
