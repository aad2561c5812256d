package pipelinelock.slack.command;

import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.message.Layout;

/** Asks why a recreate is needed, before it is asked for. */
public final class RecreateModal {
  /** The button that opens it; its value is the environment's name. */
  public static final String OPEN = "status.recreate";

  public static final String CALLBACK = "recreate.request";
  public static final String REASON = "reason";
  private static final int LONGEST = 1000;

  private RecreateModal() {}

  /** What the modal carries from its opening to its submission; a client may change it. */
  public record Subject(String environment, String channel) {
    public static Optional<Subject> parse(String text) {
      String[] parts = text.split(" ", -1);
      return parts.length == 2 ? Optional.of(new Subject(parts[0], parts[1])) : Optional.empty();
    }

    @Override
    public String toString() {
      return environment + " " + channel;
    }
  }

  static View of(EnvironmentName environment, String channel, int minimumReason) {
    var input =
        PlainTextInputElement.builder()
            .actionId(REASON)
            .multiline(true)
            .maxLength(LONGEST)
            .placeholder(plain("deployments wait since 09:10, the claim is silent"));
    if (minimumReason > 0) {
      input.minLength(minimumReason);
    }
    return view(
        v ->
            v.type("modal")
                .callbackId(CALLBACK)
                .privateMetadata(new Subject(environment.value(), channel).toString())
                .title(viewTitle(t -> t.type("plain_text").text("Recreate Concourse")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Ask for approval")))
                .close(viewClose(c -> c.type("plain_text").text("Not now")))
                .blocks(
                    List.of(
                        Layout.sentence(
                            "Asks for the recreate of Concourse's VMs in %s. The evidence is read again first, and nothing is done before enough people approve."
                                .formatted(environment)),
                        InputBlock.builder()
                            .blockId(REASON)
                            .label(plain("Why is it needed?"))
                            .hint(plain("The people who approve read it, and so does the auditor."))
                            .element(input.build())
                            .build())));
  }

  private static PlainTextObject plain(String text) {
    return PlainTextObject.builder().text(text).emoji(false).build();
  }
}
