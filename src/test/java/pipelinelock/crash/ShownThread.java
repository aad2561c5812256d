package pipelinelock.crash;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** What the channel shows of incidents: first messages with their replies, in Slack's order. */
record ShownThread(List<Shown> messages) {
  /** A message with the name of its part. */
  record Shown(String part, SlackMessage message) {}

  static ShownThread of(SimulatedSlack slack) {
    return new ShownThread(
        SlackScreen.of(slack).messages(SimulatedSlack.INCIDENTS).stream()
            .flatMap(
                root ->
                    Stream.concat(
                        Stream.of(root),
                        SlackScreen.of(slack)
                            .replies(SimulatedSlack.INCIDENTS, root.ts())
                            .stream()))
            .map(message -> new Shown(part(slack, message), message))
            .toList());
  }

  private static String part(SimulatedSlack slack, SlackMessage message) {
    return message
        .metadata()
        .map(it -> it.path("event_payload").path("part").asText("without a name"))
        .or(() -> SlackScreen.of(slack).fileOf(message.ts()).map(_ -> "log"))
        .orElse("without a label");
  }

  List<String> parts() {
    return messages.stream().map(Shown::part).toList();
  }

  Optional<SlackMessage> find(String part) {
    return messages.stream().filter(it -> it.part().equals(part)).map(Shown::message).findFirst();
  }
}
