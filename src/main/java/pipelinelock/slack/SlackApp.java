package pipelinelock.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
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
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.RecordUnavailable;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.command.Answer;
import pipelinelock.slack.command.ButtonModal;
import pipelinelock.slack.command.Call;
import pipelinelock.slack.command.Click;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.command.HomeTab;
import pipelinelock.slack.command.Modal;
import pipelinelock.slack.command.Modals;
import pipelinelock.slack.command.NoteModal;
import pipelinelock.slack.command.NoteReactions;
import pipelinelock.slack.command.StatusModal;
import pipelinelock.slack.command.Submitted;
import pipelinelock.slack.command.Typed;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;

/**
 * The Bolt app: one workspace, one command, a few buttons and forms. Everything is acknowledged at
 * once; nothing is asked from Slack before that.
 */
public final class SlackApp implements AutoCloseable {
  public static final String COMMAND = "/pipeline-lock";
  private static final Logger LOG = LoggerFactory.getLogger(SlackApp.class);
  private static final Duration DRAWING = Duration.ofMillis(700);
  private static final String BUSY =
      "The bot is doing too many things at once. Try again in a moment.";

  private final SlackConnection connection;
  private final Commands commands;
  private final Replies replies;
  private final Errands errands = new Errands();
  private final HomeTab home;
  private final App bolt;

  /**
   * @param interactions what people do beside typing the command
   */
  public SlackApp(
      SlackConnection connection,
      Commands commands,
      Interactions interactions,
      InstantSource clock) {
    this.connection = connection;
    this.commands = commands;
    this.replies = new Replies(connection);
    this.bolt = bolt(connection, clock);
    bolt.command(COMMAND, this::command);
    this.home = interactions.home();
    interactions.forms().forEach(this::form);
    form(interactions.status());
    note(interactions.note());
    bolt.globalShortcut(
        StatusModal.SHORTCUT,
        (request, context) -> {
          var trigger = connection.modals().trigger(request.getPayload().getTriggerId());
          interactions.status().choose(trigger);
          return context.ack();
        });
    bolt.event(
        AppHomeOpenedEvent.class,
        (event, context) -> {
          opened(event.getEvent());
          return context.ack();
        });
    bolt.event(
        ReactionAddedEvent.class,
        (event, context) -> {
          pinned(event.getEvent(), interactions.reactions());
          return context.ack();
        });
  }

  private void opened(AppHomeOpenedEvent event) {
    if ("home".equals(event.getTab())) {
      errands.run(
          _ -> {},
          () -> {
            home.open(event.getUser());
            return Optional.empty();
          });
    }
  }

  private void note(NoteModal note) {
    var modals = connection.modals();
    bolt.messageShortcut(
        NoteModal.SHORTCUT,
        (request, context) -> {
          var payload = request.getPayload();
          var to =
              new Address(
                  payload.getUser().getId(),
                  payload.getChannel().getId(),
                  orEmpty(payload.getResponseUrl()),
                  Optional.ofNullable(payload.getMessage().getThreadTs()));
          run(to, () -> note.open(chosen(payload), modals.trigger(payload.getTriggerId())));
          return context.ack();
        });
    bolt.viewSubmission(note.callback(), (request, context) -> submit(request, context, note));
  }

  private static NoteModal.Chosen chosen(MessageShortcutPayload payload) {
    var message = payload.getMessage();
    return new NoteModal.Chosen(
        payload.getChannel().getId(),
        message.getTs(),
        Optional.ofNullable(message.getThreadTs()).orElse(message.getTs()),
        orEmpty(message.getUser()),
        orEmpty(message.getText()));
  }

  private void pinned(ReactionAddedEvent event, NoteReactions reactions) {
    String channel = orEmpty(event.getItem().getChannel());
    if (reactions.counts(event.getReaction(), channel)) {
      var to = new Address(event.getUser(), channel, "", Optional.empty());
      run(to, () -> reactions.add(event.getUser(), channel, event.getItem().getTs()));
    }
  }

  private void run(Address to, Supplier<Optional<Message>> work) {
    if (!errands.run(message -> replies.send(to, message), work)) {
      replies.send(to, Message.sentence(BUSY));
    }
  }

  private void form(ButtonModal form) {
    var modals = connection.modals();
    bolt.blockAction(
        form.button(),
        (request, context) ->
            click(
                request,
                context,
                click -> form.open(click, trigger(request.getPayload(), modals))));
    bolt.viewSubmission(form.callback(), (request, context) -> submit(request, context, form));
  }

  /** A form over a form, where the button was in one. */
  private static Modals.Trigger trigger(BlockActionPayload payload, Modals modals) {
    boolean inForm =
        Optional.ofNullable(payload.getView())
            .filter(it -> "modal".equals(it.getType()))
            .isPresent();
    return inForm
        ? modals.triggerOnTop(payload.getTriggerId())
        : modals.trigger(payload.getTriggerId());
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
            .signingSecret(
                config.signingSecrets().stream()
                    .findFirst()
                    .orElseGet(() -> UUID.randomUUID().toString()))
            .authTestCacheEnabled(true)
            .authTestCacheExpirationMillis(-1)
            .clientId(null)
            .clientSecret(null)
            .scope("")
            .userScope("")
            .unmatchedRequestHandler(_ -> Response.error(404))
            .build();
    return new App(
        bolt,
        connection.slack(),
        List.of(
            new AnySecret(config.signingSecrets(), clock),
            new OwnWorkspace(config.teamId(), config.appId())));
  }

  private Response command(SlashCommandRequest request, SlashCommandContext context) {
    var payload = request.getPayload();
    var call = new Call(payload.getUserId(), payload.getChannelId(), Typed.of(payload.getText()));
    return switch (answer(call)) {
      case Answer.Now(var message) -> ack(context, message);
      case Answer.Later later -> {
        var to = address(payload);
        boolean begun = errands.run(message -> replies.send(to, message), () -> done(later, to));
        yield ack(context, begun ? later.meanwhile() : Message.sentence(BUSY));
      }
    };
  }

  /** What remains to be told to the person alone. */
  private Optional<Message> done(Answer.Later later, Address to) {
    var message = later.work().get(sentence -> replies.send(to, Message.sentence(sentence)));
    return later.forAll() && replies.sendToAll(to, message)
        ? Optional.empty()
        : Optional.of(message);
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
    run(to, () -> decision.apply(click));
    return context.ack();
  }

  private Response submit(
      ViewSubmissionRequest request, ViewSubmissionContext context, Modal form) {
    var submission = Submissions.of(request.getPayload());
    return switch (form.submit(submission)) {
      case Submitted.Wrong(var errors) -> context.ackWithErrors(errors);
      case Submitted.Accepted(var places, var work) -> {
        var to = addresses(submission.user(), places);
        Consumer<Message> tell = message -> replies.sendToOne(submission.user(), to, message);
        boolean begun =
            errands.run(
                tell, () -> Optional.of(work.get(said -> tell.accept(Message.sentence(said)))));
        if (!begun) {
          tell.accept(Message.sentence(BUSY));
        }
        yield context.ack();
      }
      case Submitted.Shown(var meanwhile, var then) -> {
        String view = request.getPayload().getView().getId();
        boolean begun = errands.run(_ -> {}, () -> replace(view, then));
        var next = begun ? meanwhile : new Form(form.callback(), "Busy", BUSY);
        yield context.ackWithUpdate(next.view(connection.config().banner()));
      }
    };
  }

  /** Slack draws the first form before it is replaced: the two come by different ways. */
  private Optional<Message> replace(String view, Supplier<Form> then) {
    long drawn = System.nanoTime() + DRAWING.toNanos();
    var next = then.get();
    LockSupport.parkNanos(drawn - System.nanoTime());
    connection.modals().update(view, next);
    return Optional.empty();
  }

  private static List<Address> addresses(String user, List<Submitted.Place> places) {
    return places.stream()
        .map(place -> new Address(user, place.channel(), "", place.thread()))
        .toList();
  }

  private static Click click(BlockActionPayload payload) {
    return new Click(
        payload.getUser().getId(),
        orEmpty(payload.getContainer().getChannelId()),
        orEmpty(payload.getContainer().getMessageTs()),
        orEmpty(payload.getActions().getFirst().getValue()));
  }

  /** What was clicked outside of any channel is answered in the environment's own. */
  private Address address(BlockActionPayload payload) {
    String channel = orEmpty(payload.getContainer().getChannelId());
    return new Address(
        payload.getUser().getId(),
        channel.isEmpty()
            ? commands.channelOf(orEmpty(payload.getActions().getFirst().getValue()))
            : channel,
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
    home.close();
    errands.close();
    bolt.stop();
    bolt.executorService().shutdown();
  }
}
