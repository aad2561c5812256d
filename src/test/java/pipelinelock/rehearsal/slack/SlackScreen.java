package pipelinelock.rehearsal.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackDirect;
import pipelinelock.rehearsal.slack.workspace.SlackFile;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** What can be seen in a simulated Slack. */
public final class SlackScreen {
  private static final String API = "/api/";

  private final SimulatedSlack slack;
  private final SlackWorkspace workspace;

  private SlackScreen(SimulatedSlack slack) {
    this.slack = slack;
    workspace = slack.workspace();
  }

  public static SlackScreen of(SimulatedSlack slack) {
    return new SlackScreen(slack);
  }

  /** The messages of a channel that are in no thread, oldest first, without ephemerals. */
  public List<SlackMessage> messages(String channelId) {
    return visible(channelId).filter(message -> message.threadTs().isEmpty()).toList();
  }

  /** The answers in a thread, oldest first. */
  public List<SlackMessage> replies(String channelId, String threadTs) {
    return visible(channelId)
        .filter(message -> message.threadTs().filter(threadTs::equals).isPresent())
        .toList();
  }

  /** A message now, its earlier forms included. */
  public SlackMessage message(String ts) {
    return workspace.get(ts);
  }

  /** What the bot wrote to a user alone, in no channel, oldest first. */
  public List<SlackMessage> directs(String userId) {
    return visible(SlackDirect.id(Persona.get(userId))).toList();
  }

  /** The ephemeral messages that a user saw, oldest first. */
  public List<SlackMessage> ephemerals(String userId) {
    return Stream.concat(
            Arrays.stream(SlackChannel.values()).map(SlackChannel::id),
            Persona.all().stream().map(SlackDirect::id))
        .flatMap(channel -> workspace.in(channel).stream())
        .filter(message -> message.onlyFor().filter(userId::equals).isPresent())
        .toList();
  }

  /** The file that a message shows. */
  public Optional<SlackFile> fileOf(String messageTs) {
    return workspace.fileOf(messageTs);
  }

  public List<SlackFile> files() {
    return workspace.files();
  }

  /** How often a method, e.g. {@code chat.update}, was called, failed calls included. */
  public int calls(String method) {
    return (int)
        slack.requests().stream()
            .map(SlackScreen::method)
            .flatMap(Optional::stream)
            .filter(method::equals)
            .count();
  }

  /** The method of the Web API that is called; empty for an upload or a {@code response_url}. */
  static Optional<String> method(SeenRequest request) {
    var path = request.target().replaceFirst("\\?.*", "");
    return path.startsWith(API) ? Optional.of(path.substring(API.length())) : Optional.empty();
  }

  private Stream<SlackMessage> visible(String channelId) {
    return workspace.in(channelId).stream().filter(message -> !message.isEphemeral());
  }
}
