package pipelinelock.slack;

import static java.util.stream.Collectors.joining;

import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.model.view.ViewState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.slack.form.Submission;

/** Parses a submitted form as Slack sends it. */
final class Submissions {
  private Submissions() {}

  /** Each block has one field, which is called as the block is. */
  static Submission of(ViewSubmissionRequest request) {
    var payload = request.getPayload();
    var view = payload.getView();
    return new Submission(
        payload.getUser().getId(),
        Optional.ofNullable(view.getPrivateMetadata()).orElse(""),
        Optional.ofNullable(view.getState())
            .flatMap(state -> Optional.ofNullable(state.getValues()))
            .map(Submissions::values)
            .orElse(Map.of()),
        SentRequest.proof(request));
  }

  private static Map<String, String> values(Map<String, Map<String, ViewState.Value>> blocks) {
    var values = new HashMap<String, String>();
    blocks.forEach(
        (block, fields) ->
            Optional.ofNullable(fields.get(block))
                .flatMap(Submissions::text)
                .ifPresent(text -> values.put(block, text)));
    return values;
  }

  private static String all(List<ViewState.SelectedOption> options) {
    return options.stream().map(ViewState.SelectedOption::getValue).collect(joining(","));
  }

  private static Optional<String> text(ViewState.Value field) {
    return Optional.ofNullable(field.getSelectedOption())
        .map(ViewState.SelectedOption::getValue)
        .or(() -> Optional.ofNullable(field.getSelectedOptions()).map(Submissions::all))
        .or(() -> Optional.ofNullable(field.getSelectedDateTime()).map(String::valueOf))
        .or(() -> Optional.ofNullable(field.getValue()));
  }
}
