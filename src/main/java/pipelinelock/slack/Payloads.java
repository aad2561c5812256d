package pipelinelock.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.util.json.GsonFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.UserId;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.channel.MessageWords;
import pipelinelock.slack.click.Click;
import pipelinelock.slack.form.NoteForm;

/** The parts of Slack's payloads that the bot uses. */
final class Payloads {
  private Payloads() {}

  static Address address(SlashCommandPayload payload) {
    return new Address(
        payload.getUserId(),
        payload.getChannelId(),
        Optional.ofNullable(payload.getResponseUrl()).orElse(""),
        Optional.empty());
  }

  static Address address(MessageShortcutPayload payload) {
    return new Address(
        payload.getUser().getId(),
        payload.getChannel().getId(),
        orEmpty(payload.getResponseUrl()),
        Optional.ofNullable(payload.getMessage().getThreadTs()));
  }

  /**
   * Where a click is answered.
   *
   * @param otherwise the channel for one outside of any channel
   */
  static Address address(BlockActionPayload payload, String otherwise) {
    String channel = orEmpty(payload.getContainer().getChannelId());
    return new Address(
        payload.getUser().getId(),
        channel.isEmpty() ? otherwise : channel,
        orEmpty(payload.getResponseUrl()),
        Optional.ofNullable(payload.getContainer().getThreadTs())
            .or(
                () ->
                    Optional.ofNullable(payload.getMessage())
                        .flatMap(it -> Optional.ofNullable(it.getThreadTs()))));
  }

  /**
   * The press of a button in a message; empty for every other interaction. The SDK throws any kind
   * of exception over blocks that are none.
   */
  static Optional<BlockActionPayload> button(String json) {
    return Optional.ofNullable(
            GsonFactory.createSnakeCase().fromJson(json, BlockActionPayload.class))
        .filter(it -> BlockActionPayload.TYPE.equals(it.getType()))
        .filter(it -> it.getContainer() != null && !orEmpty(it.getResponseUrl()).isEmpty());
  }

  /**
   * @param team the bot's own workspace, for a person of whom Slack names none
   */
  static Click click(BlockActionRequest request, String team) {
    var payload = request.getPayload();
    var user = payload.getUser();
    return new Click(
        new UserId(
            Optional.ofNullable(user.getTeamId()).filter(it -> !it.isBlank()).orElse(team),
            user.getId()),
        orEmpty(payload.getContainer().getChannelId()),
        orEmpty(payload.getContainer().getMessageTs()),
        orEmpty(payload.getActions().getFirst().getValue()),
        SentRequest.seen(request),
        SentRequest.proof(request));
  }

  static NoteForm.Chosen chosen(MessageShortcutPayload payload) {
    var message = payload.getMessage();
    return new NoteForm.Chosen(
        payload.getChannel().getId(),
        message.getTs(),
        Optional.ofNullable(message.getThreadTs()).orElse(message.getTs()),
        orEmpty(message.getUser()),
        MessageWords.of(message));
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
