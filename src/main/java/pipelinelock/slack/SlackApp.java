package pipelinelock.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.incident.ledger.RequestLedger;
import pipelinelock.sender.Sender;
import pipelinelock.sender.Served;
import pipelinelock.slack.Replies.Address;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.Views;
import pipelinelock.slack.home.HomeTab;
import pipelinelock.slack.home.Newcomers;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Message;

/**
 * The Bolt app: one workspace, one command, a few buttons and forms. Everything is acknowledged at
 * once; nothing is asked from Slack before that.
 */
public final class SlackApp implements AutoCloseable {
  public static final String COMMAND = "/pipeline-lock";
  private static final Logger LOG = LoggerFactory.getLogger(SlackApp.class);

  private static final String OLD_BUTTON =
      "That button is from another version of the bot, and this one does not know it: nothing was done. See how things are now with `/pipeline-lock status`, and use the buttons there.";

  private final SlackConnection connection;
  private final Commands commands;
  private final RequestLedger ledger;
  private final InstantSource clock;
  private final Replies replies;
  private final BackgroundWork errands = new BackgroundWork();
  private final HomeTab home;
  private final Newcomers newcomers;
  private final Views views;
  private final App bolt;
  private volatile Optional<Ready> ready = Optional.empty();

  /**
   * The last answer as it was sent: some, the help above all, are one and the same object each
   * time, and need not be written again.
   */
  private record Ready(Message message, Response response) {
    /** Bolt's are mutable. */
    Response copy() {
      return new Response(
          response.getStatusCode(),
          response.getContentType(),
          new HashMap<>(response.getHeaders()),
          response.getBody());
    }
  }

  /**
   * @param interactions what people do other than typing the command
   * @param ledger of what Slack delivered
   */
  public SlackApp(
      SlackConnection connection,
      Commands commands,
      Interactions interactions,
      RequestLedger ledger,
      InstantSource clock) {
    this.connection = connection;
    this.commands = commands;
    this.ledger = ledger;
    this.clock = clock;
    this.replies = new Replies(connection);
    this.newcomers = interactions.newcomers();
    this.bolt = bolt(connection, this::isToldWhy, this::used);
    bolt.command(COMMAND, this::command);
    this.home = interactions.home();
    this.views = interactions.views();
    var config = connection.config();
    var buttons = new ButtonHandler(config.teamId(), views, errands, replies, commands::channelOf);
    interactions.buttons().forEach(button -> buttons.add(bolt, button));
    buttons.add(bolt, interactions.status());
    buttons.add(bolt, interactions.note());
    var forms = new FormHandler(config.banner(), views, errands, replies);
    interactions.forms().forEach(form -> forms.add(bolt, form));
    forms.add(bolt, commands.form());
    bolt.event(
        AppHomeOpenedEvent.class,
        (event, context) -> {
          if (isNew(event.getEventId())) {
            opened(event.getEvent());
          }
          return context.ack();
        });
    bolt.event(
        ReactionAddedEvent.class,
        (event, context) -> {
          if (isNew(event.getEventId())) {
            pinned(event.getEvent(), interactions.reactions());
          }
          return context.ack();
        });
  }

  /**
   * Slack delivers an event again where it got no answer in 3 s, up to three times in an hour and
   * under a signature of its own each time; in Socket Mode too. Where the record gives no answer
   * this throws, so that Slack gets none and comes again.
   */
  private boolean isNew(@Nullable String eventId) {
    return eventId == null
        || eventId.isBlank()
        || ledger.isNew("event " + eventId, clock.instant());
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

  /** Home explains the bot no longer to somebody who uses it. */
  private void used(String user) {
    if (!newcomers.isKnown(user)) {
      errands.run(
          _ -> {},
          () -> {
            newcomers.used(user);
            home.changed();
            return Optional.empty();
          });
    }
  }

  private void pinned(ReactionAddedEvent event, NoteReactions reactions) {
    String channel = Payloads.orEmpty(event.getItem().getChannel());
    if (reactions.counts(event.getReaction(), channel)) {
      var to = new Address(event.getUser(), channel, "", Optional.empty());
      replies.run(
          errands, to, () -> reactions.add(event.getUser(), channel, event.getItem().getTs()));
    }
  }

  /**
   * Shows the person who pressed a button why nothing came of it.
   *
   * @param payload Slack's JSON of an interaction
   * @return false where it was no button in a message, too much is going on, or the bot ends
   */
  public boolean isToldWhy(String payload, String sentence) {
    try {
      return Payloads.button(payload)
          .map(button -> Payloads.address(button, ""))
          .filter(
              to ->
                  errands.run(
                      message -> replies.send(to, message),
                      () -> Optional.of(Message.sentence(sentence))))
          .isPresent();
    } catch (RuntimeException e) {
      // Without its message, which may hold a part of the payload.
      LOG.warn("the sender of a request could not be determined: {}", e.getClass().getSimpleName());
      return false;
    }
  }

  /** Whether a command with this text only asks; false in doubt. */
  public boolean isRead(String text) {
    return commands.isRead(Typed.of(text));
  }

  /** For the servlet that takes Slack's requests in. */
  public App bolt() {
    return bolt;
  }

  /** Every setting that Bolt would else take from the environment is given. */
  private static App bolt(
      SlackConnection connection, BiPredicate<String, String> told, Consumer<String> used) {
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
            .unmatchedRequestHandler(request -> unmatched(request, told))
            .build();
    return new App(
        bolt,
        connection.slack(),
        List.of(
            new OwnWorkspace(new Served(config.teamId(), config.appId()), told),
            new UseNoted(used)));
  }

  /**
   * A message stays for years, and its buttons with it: whoever presses one is answered. An event
   * that nobody here asked for is acknowledged: else Slack sends it three times more, and stops
   * sending any where too many fail.
   */
  private static Response unmatched(Request<?> request, BiPredicate<String, String> told) {
    if (request instanceof EventRequest event
        && !Payloads.orEmpty(event.getEventType()).isBlank()) {
      return Response.ok();
    }
    String body = Optional.ofNullable(request.getRequestBodyAsString()).orElse("");
    var payload = request.isSocketMode() ? Optional.of(body) : Sender.payload(body.getBytes(UTF_8));
    return payload.filter(it -> told.test(it, OLD_BUTTON)).isPresent()
        ? Response.ok()
        : Response.error(404);
  }

  private Response command(SlashCommandRequest request, SlashCommandContext context) {
    var payload = request.getPayload();
    var call =
        new Call(
            payload.getUserId(),
            payload.getChannelId(),
            Typed.of(payload.getText()),
            SentRequest.proof(request));
    return switch (answer(call)) {
      case Answer.Now(var message) -> ack(context, message);
      case Answer.Later later -> {
        var to = Payloads.address(payload);
        boolean begun = errands.run(message -> replies.send(to, message), () -> done(later, to));
        yield ack(context, begun ? later.meanwhile() : Message.sentence(Replies.BUSY));
      }
      case Answer.Opens(var form, var instead) -> {
        var to = Payloads.address(payload);
        var trigger = views.trigger(Payloads.orEmpty(payload.getTriggerId()));
        boolean begun =
            errands.run(
                message -> replies.send(to, message),
                () -> trigger.open(form) ? Optional.empty() : Optional.of(instead));
        yield begun ? context.ack() : ack(context, instead);
      }
    };
  }

  /** What remains to be said to the person alone. */
  private Optional<Message> done(Answer.Later later, Address to) {
    var message =
        later.work().get(soFar -> rest(later, to, soFar).ifPresent(it -> replies.send(to, it)));
    return rest(later, to, message);
  }

  /** What is left for the person alone. */
  private Optional<Message> rest(Answer.Later later, Address to, Message message) {
    return later.forAll() && replies.sendToAll(to, message)
        ? Optional.empty()
        : Optional.of(message);
  }

  private Answer answer(Call call) {
    try {
      return commands.answer(call);
    } catch (RuntimeException e) { // else Slack would say no more than that it did not work
      return new Answer.Now(BackgroundWork.stumbled(e));
    }
  }

  @SuppressWarnings("ReferenceEquality") // to compare the words would take as long as to write them
  private Response ack(SlashCommandContext context, Message message) {
    var last = ready;
    if (last.isEmpty() || last.get().message() != message) {
      var marked = connection.config().banner().on(message);
      var written =
          context.ack(r -> r.responseType("ephemeral").text(marked.text()).blocks(marked.blocks()));
      last = Optional.of(new Ready(message, written));
      ready = last;
    }
    return last.get().copy();
  }

  @Override
  public void close() {
    home.close();
    errands.close();
    bolt.stop();
    bolt.executorService().shutdown();
  }
}
