package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import pipelinelock.cli.Rehearsal;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackGestures;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.delivery.SlackAnswer;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.slack.thread.PostingLimits;

/** The real bot in the simulated world, told as what people say and see. */
final class SlackStory implements AutoCloseable {
  private static final PostingLimits QUICK =
      new PostingLimits(
          Duration.ofMillis(50),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  private static final String HTTP = "signing_secrets: [\"${SLACK_SIGNING_SECRET}\"]";
  private static final String SOCKET = "mode: socket\n  app_token: xapp-rehearsal";

  private final Rehearsal rehearsal;

  /** How the bot asks for a click again: it was writing the message, or Slack gave it no answer. */
  private static final List<String> AGAIN = List.of("press again", "Slack could not identify you");

  private final List<Press> presses = new CopyOnWriteArrayList<>();

  private SlackStory(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
  }

  static SlackStory begin() {
    return begin(QUICK);
  }

  /**
   * @param tempo how fast the bot writes to Slack
   */
  static SlackStory begin(PostingLimits tempo) {
    try {
      return new SlackStory(Rehearsal.start(600, tempo, text -> text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("starting the rehearsal", e);
    }
  }

  /** The watcher is on. */
  static SlackStory beginWatched() {
    try {
      return new SlackStory(Rehearsal.start(600, QUICK, text -> text + "watch: {every: 1000ms}\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("starting the rehearsal", e);
    }
  }

  /** The watcher is on, and asks for a cure by itself. */
  static SlackStory beginAsking() {
    try {
      return new SlackStory(
          Rehearsal.start(
              600,
              QUICK,
              text -> text + "watch: {every: 1000ms, propose: true, propose_after: 500ms}\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("starting the rehearsal", e);
    }
  }

  /** With nothing switched off: plans start the deployment again. */
  static SlackStory beginWhole() {
    return beginWhole(Duration.ofMinutes(10));
  }

  /**
   * The same.
   *
   * @param silence how long a claim may print nothing, on the wall
   */
  static SlackStory beginWhole(Duration silence) {
    try {
      return new SlackStory(Rehearsal.startWhole(600, QUICK, silence));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("starting the rehearsal", e);
    }
  }

  /** Slack's requests come over a socket that the bot opened. */
  static SlackStory beginOnSocket() {
    try {
      var story = new SlackStory(Rehearsal.start(600, QUICK, text -> text.replace(HTTP, SOCKET)));
      await().until(() -> new SlackGestures(story.slack()).hasSocket());
      return story;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("starting the rehearsal", e);
    }
  }

  SimulatedWorld world() {
    return rehearsal.world();
  }

  SimulatedSlack slack() {
    return rehearsal.world().slack();
  }

  /** Sends a request that Slack did not sign as it should; gives the bot's status code. */
  int forged(String body, String timestamp, String signature) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(rehearsal.botUrl())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("X-Slack-Request-Timestamp", timestamp)
              .header("X-Slack-Signature", signature)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("sending a forged request", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Who ana() {
    return new Who(Persona.ANA);
  }

  Who ben() {
    return new Who(Persona.BEN);
  }

  Who cleo() {
    return new Who(Persona.CLEO);
  }

  Who who(Persona persona) {
    return new Who(persona);
  }

  /**
   * A button that somebody pressed.
   *
   * @param told how many replies they had before
   */
  private record Press(Who who, String action, int told) {}

  /** A person in the channel. */
  final class Who {
    private final Persona persona;

    private Who(Persona persona) {
      this.persona = persona;
    }

    /** Types a slash command. */
    void types(String text) {
      SlackAnswer answer = slack().command(persona.id(), SimulatedSlack.INCIDENTS, text);
      assertThat(answer.status()).isEqualTo(200);
    }

    /**
     * Types it until a message to this person or to everybody holds all these words: on a busy
     * machine a first look may not be read within its time limit, and then says so instead, or
     * Slack itself waits in vain for the first answer.
     */
    void typesUntilSeen(String text, String... words) {
      typesUntil(text, () -> sees(words));
    }

    /** The same, where only what comes after this person's first so many messages counts. */
    void typesUntilToldSince(int count, String text, String... words) {
      typesUntil(text, () -> toldSince(count).anyMatch(said -> holds(said, words)));
    }

    private void typesUntil(String text, BooleanSupplier seen) {
      await()
          .atMost(Patience.LIMIT.multipliedBy(2))
          .pollInterval(Duration.ofSeconds(3))
          .pollDelay(Duration.ZERO)
          .until(
              () -> {
                if (seen.getAsBoolean()) {
                  return true;
                }
                // Slack shows an error to whoever typed it and waited in vain, and people type it
                // again
                slack().command(persona.id(), SimulatedSlack.INCIDENTS, text);
                return false;
              });
    }

    private Stream<String> toldSince(int count) {
      return SlackScreen.of(slack()).ephemerals(persona.id()).stream()
          .skip(count)
          .map(SlackMessage::words);
    }

    private static boolean holds(String said, String... words) {
      return Stream.of(words).allMatch(said::contains);
    }

    private boolean sees(String... words) {
      return Stream.concat(
              SlackScreen.of(slack()).ephemerals(persona.id()).stream(), everything().stream())
          .map(SlackMessage::words)
          .anyMatch(said -> holds(said, words));
    }

    /** Waits until a message that only this person sees holds all these words. */
    void isTold(String... words) {
      await()
          .untilAsserted(
              () ->
                  assertThat(SlackScreen.of(slack()).ephemerals(persona.id()))
                      .extracting(SlackMessage::words)
                      .anySatisfy(told -> assertThat(told).contains(words)));
    }

    /** The same, of what came after the first so many messages. */
    void isToldSince(int count, String... words) {
      await()
          .untilAsserted(
              () ->
                  assertThat(SlackScreen.of(slack()).ephemerals(persona.id()).stream().skip(count))
                      .extracting(SlackMessage::words)
                      .anySatisfy(told -> assertThat(told).contains(words)));
    }

    int toldSoFar() {
      return SlackScreen.of(slack()).ephemerals(persona.id()).size();
    }

    /** And presses it again where the bot then asks for that. */
    void clicks(String action) {
      var message = message(action);
      presses.add(new Press(this, action, toldSoFar()));
      click(message, action);
    }

    /** The bot may be writing the message still, and ask once more. */
    private void clicksAgain(String action) {
      withButton(action)
          .ifPresent(
              message -> {
                presses.add(new Press(this, action, toldSoFar()));
                click(message, action);
              });
    }

    private boolean isAskedAgainSince(int count) {
      return SlackScreen.of(slack()).ephemerals(persona.id()).stream()
          .skip(count)
          .map(SlackMessage::words)
          .anyMatch(told -> AGAIN.stream().anyMatch(told::contains));
    }

    /** The same, unless nothing has this button now. */
    void clicksIfThere(String action) {
      clicksAgain(action);
    }

    private void click(SlackMessage message, String action) {
      assertThat(slack().click(persona.id(), message, action).status()).isEqualTo(200);
    }

    private Optional<SlackMessage> withButton(String action) {
      return everything().stream()
          .filter(message -> message.actions().contains(action))
          .findFirst();
    }

    /** Waits until a message that only this person sees has this button. */
    void isToldOneWith(String action) {
      isToldOneWithSince(0, action);
    }

    /** The same, of what came after the first so many messages. */
    void isToldOneWithSince(int count, String action) {
      await()
          .until(
              () ->
                  SlackScreen.of(slack()).ephemerals(persona.id()).stream()
                      .skip(count)
                      .anyMatch(message -> message.actions().contains(action)));
    }

    /** Presses a button in the newest message that only this person sees. */
    void clicksPrivately(String action) {
      var newest =
          SlackScreen.of(slack()).ephemerals(persona.id()).stream()
              .filter(message -> message.actions().contains(action))
              .reduce((_, last) -> last)
              .orElseThrow();
      click(newest, action);
    }

    /** Fills in the open modal and sends it. */
    void submits(String field, String text) {
      await().until(() -> slack().modalOf(persona.id()).isPresent());
      assertThat(slack().submitView(persona.id(), Map.of(field, text)).status()).isEqualTo(200);
    }

    /** Presses a button in a message as it was when it still had it. */
    void clicksLate(String action) {
      // The message is edited a moment after others have shown what happened.
      var stale = await().until(() -> stale(action), Optional::isPresent).orElseThrow();
      assertThat(
              new SlackGestures(slack()).clickOldVersion(persona.id(), stale.ts(), action).status())
          .isEqualTo(200);
    }

    private Optional<SlackMessage> stale(String action) {
      return everything().stream()
          .filter(
              message ->
                  message.earlier().stream()
                      .anyMatch(before -> before.blocks().toString().contains(action)))
          .findFirst();
    }

    private SlackMessage message(String action) {
      return await().until(() -> withButton(action), Optional::isPresent).orElseThrow();
    }
  }

  /** All that everybody in the channel sees: each message with the replies in its thread. */
  List<SlackMessage> everything() {
    return SlackScreen.of(slack()).messages(SimulatedSlack.INCIDENTS).stream()
        .flatMap(
            root ->
                Stream.concat(
                    Stream.of(root),
                    SlackScreen.of(slack()).replies(SimulatedSlack.INCIDENTS, root.ts()).stream()))
        .toList();
  }

  /** Which part of its incident's thread each message in the channel is, as its label says. */
  List<String> parts() {
    return everything().stream()
        .map(
            message ->
                message
                    .metadata()
                    .map(it -> it.path("event_payload").path("part").asText())
                    .or(() -> SlackScreen.of(slack()).fileOf(message.ts()).map(_ -> "log"))
                    .orElse("unknown"))
        .toList();
  }

  /** Waits until one message in the channel holds all these words. */
  void everybodySees(String... words) {
    everybodySeesWithin(Patience.LIMIT, words);
  }

  /** The same, where the world itself takes long. */
  void everybodySeesWithin(Duration limit, String... words) {
    await()
        .atMost(limit)
        .untilAsserted(
            () -> {
              pressAgain();
              assertThat(everything())
                  .as(this::told)
                  .extracting(SlackMessage::words)
                  .anySatisfy(said -> assertThat(said).contains(words));
            });
  }

  /** What each person alone was shown, newest last: it says why a press did not count. */
  private String told() {
    return Stream.of(Persona.values())
        .flatMap(
            who ->
                SlackScreen.of(slack()).ephemerals(who.id()).stream()
                    .map(message -> "%s was told: %s".formatted(who, message.text())))
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  /** What a person does at once, and a busy machine makes necessary now and then. */
  private void pressAgain() {
    for (var press : List.copyOf(presses)) {
      if (press.who().isAskedAgainSince(press.told()) && presses.remove(press)) {
        press.who().clicksAgain(press.action());
      }
    }
  }

  @Override
  public void close() {
    rehearsal.close();
  }
}
