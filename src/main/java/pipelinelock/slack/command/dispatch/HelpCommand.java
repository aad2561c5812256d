package pipelinelock.slack.command.dispatch;

import com.google.common.base.Suppliers;
import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/** {@code help}, generated from the commands themselves. */
final class HelpCommand implements SlashSubcommand {
  private final Directory directory;
  private final List<SlashSubcommand> others;
  private final Supplier<Message> kept = Suppliers.memoize(() -> all(""));

  HelpCommand(Directory directory, List<SlashSubcommand> others) {
    this.directory = directory;
    this.others = List.copyOf(others);
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("h", "usage", "commands");
  }

  @Override
  public String usage() {
    return "help recreate";
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "explains one command with its options";
  }

  @Override
  public boolean isRead() {
    return true;
  }

  @Override
  public Answer answer(Call call) {
    var topic = call.typed().first().map(Typed.Word::plain).orElse("");
    var one = others.stream().filter(it -> it.isCalled(topic)).findFirst();
    return new Answer.Now(
        one.map(HelpCommand::about).orElseGet(() -> topic.isEmpty() ? whole() : all(topic)));
  }

  /** On all commands. */
  Message whole() {
    return kept.get();
  }

  private static Message about(SlashSubcommand command) {
    String later =
        command.topic() == Topic.CURE ? " Nothing is done before enough people approve." : "";
    String details = command.details().isEmpty() ? "" : "\n" + command.details();
    return Message.of(
        Layout.header("Help · " + command.name()),
        Layout.sentence(
            "`/pipeline-lock %s`: %s.%s"
                .formatted(command.usage(), command.purpose(), later + details)));
  }

  private Message all(String topic) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("Pipeline Lock"));
    unknown(topic).ifPresent(it -> blocks.add(Layout.sentence(it)));
    blocks.add(
        Layout.sentence(
            "Shows whether a deployment lock is free, busy or hung, and cures it. Nothing is changed before enough people approve. Type `/pipeline-lock` and one of these:"));
    for (var subject : Topic.values()) {
      var lines =
          Stream.concat(others.stream(), Stream.of(this))
              .filter(it -> it.topic() == subject)
              .map(it -> "`%s`: %s".formatted(it.usage(), it.purpose()))
              .toList();
      if (!lines.isEmpty()) {
        blocks.add(Layout.markup("*%s*\n%s".formatted(subject.title(), String.join("\n", lines))));
      }
    }
    blocks.add(Layout.sentence("Environments: " + directory.listed()));
    return Message.of(blocks);
  }

  private static Optional<String> unknown(String topic) {
    return topic.isEmpty() ? Optional.empty() : Optional.of("There is no help for that.");
  }
}
