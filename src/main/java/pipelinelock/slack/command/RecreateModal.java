package pipelinelock.slack.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.runbook.RecreateWish;
import pipelinelock.slack.command.Submitted.Place;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.AskAgain;

/** Asks why a recreate is needed, before it is asked for. */
public final class RecreateModal implements ButtonModal {
  /** The button that opens it; its value is the environment's name. */
  public static final String OPEN = AskAgain.RECREATE;

  public static final String REASON = "reason";
  static final String CALLBACK = "recreate.request";
  private static final int LONGEST = 1000;

  private final Directory directory;
  private final RecreateCommand recreate;

  RecreateModal(Directory directory, RecreateCommand recreate) {
    this.directory = directory;
    this.recreate = recreate;
  }

  @Override
  public String button() {
    return OPEN;
  }

  @Override
  public String callback() {
    return CALLBACK;
  }

  @Override
  public Optional<Message> open(Click click, Modals.Trigger trigger) {
    var name = directory.find(click.value());
    if (name.isEmpty()) {
      return Optional.of(Message.sentence("There is no such environment any more."));
    }
    return trigger.open(form(name.get(), click.channel(), minimumReason(name.get())))
        ? Optional.empty()
        : Optional.of(
            Message.sentence(
                "The form could not be opened. Type it instead: `/pipeline-lock recreate %s why it is needed`"
                    .formatted(name.get())));
  }

  private int minimumReason(EnvironmentName name) {
    return directory.where(name).site().map(Site::minimumReason).orElse(0);
  }

  /**
   * @param channel where the button was; empty where it was in no channel
   */
  static Form form(EnvironmentName environment, String channel, int minimumReason) {
    return new Form(
            CALLBACK,
            "Recreate Concourse",
            Optional.of("Ask for approval"),
            new Remembered(channel, environment.value()).text(),
            List.of(
                Layout.sentence(
                    "Asks for the recreate of Concourse's VMs in %s. The evidence is read again first, and nothing is done before enough people approve."
                        .formatted(environment))))
        .with(
            new Form.Text(
                REASON,
                "Why is it needed?",
                "The people who approve read it, and so does the auditor.",
                minimumReason,
                LONGEST));
  }

  @Override
  public Submitted submit(Submission submission) {
    var remembered = Remembered.parse(submission.remembered());
    var name = remembered.flatMap(it -> directory.find(it.subject()));
    if (name.isEmpty()) {
      return wrong("There is no such environment any more. Close the form.");
    }
    String reason = submission.text(REASON);
    int least = minimumReason(name.get());
    if (reason.length() < least) {
      return wrong(
          "Say why, in at least %d characters: those who approve read it, and so does the auditor."
              .formatted(least));
    }
    return new Submitted.Accepted(
        places(remembered.orElseThrow().channel(), name.get()),
        tell -> {
          tell.accept("Looking at %s before anybody is asked …".formatted(name.get()));
          return recreate.ask(name.get(), submission.user(), RecreateWish.plain(reason), tell);
        });
  }

  /** The bot may not be in the channel where the button was, and a form may be in none. */
  private List<Place> places(String asked, EnvironmentName name) {
    var own = new Place(directory.channels().getOrDefault(name, ""), Optional.empty());
    return asked.isEmpty() ? List.of(own) : List.of(new Place(asked, Optional.empty()), own);
  }

  private static Submitted wrong(String text) {
    return new Submitted.Wrong(Map.of(REASON, text));
  }
}
