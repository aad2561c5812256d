package pipelinelock.slack;

import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.GlobalShortcutRequest;
import com.slack.api.bolt.request.builtin.MessageShortcutRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import java.util.Optional;
import java.util.function.Consumer;

/** Notes who has used the bot, by a command, a button, a form or a menu. */
final class UseNoted implements Middleware {
  private final Consumer<String> note;

  /**
   * @param note quick: what takes long is left to do
   */
  UseNoted(Consumer<String> note) {
    this.note = note;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Bolt declares it
  public Response apply(Request request, Response response, MiddlewareChain chain)
      throws Exception {
    user(request).ifPresent(note);
    return chain.next(request);
  }

  /** Who did something; opening the Home tab is nothing. */
  private static Optional<String> user(Request<?> request) {
    return switch (request) {
      case SlashCommandRequest it -> Optional.ofNullable(it.getPayload().getUserId());
      case BlockActionRequest it -> Optional.ofNullable(it.getPayload().getUser().getId());
      case ViewSubmissionRequest it -> Optional.ofNullable(it.getPayload().getUser().getId());
      case GlobalShortcutRequest it -> Optional.ofNullable(it.getPayload().getUser().getId());
      case MessageShortcutRequest it -> Optional.ofNullable(it.getPayload().getUser().getId());
      default -> Optional.empty();
    };
  }
}
