package pipelinelock.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.view.View;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.RecordUnavailable;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.command.Answer;
import pipelinelock.slack.command.ApprovalButtons;
import pipelinelock.slack.command.Call;
import pipelinelock.slack.command.Click;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.command.RecreateModal;
import pipelinelock.slack.command.Typed;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.RequestCard;

/**
 * The Bolt app: one workspace, one command, two buttons. Everything is acknowledged at once;
 * nothing is asked from Slack before that.
 */
public final class SlackApp implements AutoCloseable {
  public static final String COMMAND = "/pipeline-lock";
  private static final Logger LOG = LoggerFactory.getLogger(SlackApp.class);
  private static final String BUSY =
      "The bot is doing too many things at once. Try again in a moment.";

  private final SlackConnection connection;
  private final Commands commands;
  private final Replies replies;
  private final Errands errands = new Errands();
  private final App bolt;

  public SlackApp(
      SlackConnection connection, Commands commands, ApprovalButtons buttons, InstantSource clock) {
    this.connection = connection;
    this.commands = commands;
    this.replies = new Replies(connection);
    this.bolt = bolt(connection, clock);
    bolt.command(COMMAND, this::command);
    bolt.blockAction(
        RequestCard.APPROVE, (request, context) -> click(request, context, buttons::approve));
    bolt.blockAction(
        RequestCard.REJECT, (request, context) -> click(request, context, buttons::reject));
    bolt.blockAction(RecreateModal.OPEN, this::openRecreate);
    bolt.viewSubmission(RecreateModal.CALLBACK, this::requestRecreate);
  }

  /** Opens at once: Slack's trigger is good for three seconds. */
  private Response openRecreate(BlockActionRequest request, ActionContext context) {
    var payload = request.getPayload();
    var click = click(payload);
    var modal = commands.recreateModal(click.value(), click.channel());
    if (modal.isPresent()) {
      try {
        var opened =
            connection
                .methods()
                .viewsOpen(r -> r.triggerId(payload.getTriggerId()).view(modal.get()));
        if (opened.isOk()) {
          return context.ack();
        }
        LOG.warn("the modal could not be opened: {}", opened.getError());
      } catch (IOException | SlackApiException e) {
        LOG.warn("the modal could not be opened: {}", e.getClass().getSimpleName());
      }
    }
    replies.send(
        address(payload),
        Message.sentence(
            "The form could not be opened. Type it instead: `/pipeline-lock recreate ENVIRONMENT why it is needed`"));
    return context.ack();
  }

  private Response requestRecreate(ViewSubmissionRequest request, ViewSubmissionContext context) {
    var view = request.getPayload().getView();
    var user = request.getPayload().getUser().getId();
    var reason = reason(view);
    var subject = RecreateModal.Subject.parse(orEmpty(view.getPrivateMetadata()));
    if (subject.isEmpty()) {
      return context.ack();
    }
    var to = new Address(user, subject.get().channel(), "", Optional.empty());
    boolean begun =
        errands.run(
            message -> replies.send(to, message),
            () ->
                Optional.of(
                    commands.recreate(
                        subject.get(),
                        user,
                        reason,
                        sentence -> replies.send(to, Message.sentence(sentence)))));
    if (!begun) {
      replies.send(to, Message.sentence(BUSY));
    }
    return context.ack();
  }

  private static String reason(View view) {
    return Optional.ofNullable(view.getState())
        .flatMap(state -> Optional.ofNullable(state.getValues().get(RecreateModal.REASON)))
        .flatMap(block -> Optional.ofNullable(block.get(RecreateModal.REASON)))
        .flatMap(input -> Optional.ofNullable(input.getValue()))
        .orElse("");
  }

  /** For the servlet that takes Slack's requests in. */
  public App bolt() {
    return bolt;
  }

  /** Every setting that Bolt would else take from the environment is given. */
  private static App bolt(SlackConnection connection, InstantSource clock) {
    var config = connection.config();
    var bolt =
        AppConfig.builder()
            .slack(connection.slack())
            .executorServiceProvider(new SlackConnection.VirtualThreads())
            .singleTeamBotToken(config.botToken())
            .signingSecret(config.signingSecrets().getFirst())
            .authTestCacheEnabled(true)
            .authTestCacheExpirationMillis(-1)
            .clientId(null)
            .clientSecret(null)
            .scope("")
            .userScope("")
            .unmatchedRequestHandler(_ -> Response.error(404))
            .build();
    return new App(
        bolt, connection.slack(), List.of(new AnySecret(config.signingSecrets(), clock)));
  }

  private Response command(SlashCommandRequest request, SlashCommandContext context) {
    var payload = request.getPayload();
    var call = new Call(payload.getUserId(), payload.getChannelId(), Typed.of(payload.getText()));
    return switch (answer(call)) {
      case Answer.Now(var message) -> ack(context, message);
      case Answer.Later(var meanwhile, var work) -> {
        var to = address(payload);
        boolean begun =
            errands.run(
                message -> replies.send(to, message),
                () ->
                    Optional.of(
                        work.get(sentence -> replies.send(to, Message.sentence(sentence)))));
        yield ack(context, begun ? meanwhile : Message.sentence(BUSY));
      }
    };
  }

  private Answer answer(Call call) {
    try {
      return commands.answer(call);
    } catch (RecordUnavailable e) {
      LOG.warn("a command could not be answered: {}", e.getMessage());
      return Answer.now(Errands.NO_RECORD);
    }
  }

  private Response ack(SlashCommandContext context, Message message) {
    var marked = connection.config().banner().on(message);
    return context.ack(
        r -> r.responseType("ephemeral").text(marked.text()).blocks(marked.blocks()));
  }

  private static Address address(SlashCommandPayload payload) {
    return new Address(
        payload.getUserId(),
        payload.getChannelId(),
        Optional.ofNullable(payload.getResponseUrl()).orElse(""),
        Optional.empty());
  }

  private Response click(
      BlockActionRequest request,
      ActionContext context,
      Function<Click, Optional<Message>> decision) {
    var payload = request.getPayload();
    var to = address(payload);
    var click = click(payload);
    boolean begun = errands.run(message -> replies.send(to, message), () -> decision.apply(click));
    if (!begun) {
      replies.send(to, Message.sentence(BUSY));
    }
    return context.ack();
  }

  private static Click click(BlockActionPayload payload) {
    return new Click(
        payload.getUser().getId(),
        orEmpty(payload.getContainer().getChannelId()),
        orEmpty(payload.getContainer().getMessageTs()),
        orEmpty(payload.getActions().getFirst().getValue()));
  }

  private static Address address(BlockActionPayload payload) {
    return new Address(
        payload.getUser().getId(),
        orEmpty(payload.getContainer().getChannelId()),
        orEmpty(payload.getResponseUrl()),
        Optional.ofNullable(payload.getContainer().getThreadTs())
            .or(
                () ->
                    Optional.ofNullable(payload.getMessage())
                        .flatMap(it -> Optional.ofNullable(it.getThreadTs()))));
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    errands.close();
    bolt.stop();
    bolt.executorService().shutdown();
  }
}
