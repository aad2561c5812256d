package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.sender.Served;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.direct.DirectChoice;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.DirectParts;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.slack.thread.ThreadExamples;
import pipelinelock.slack.thread.ThreadLinks;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.unwritten.UnwrittenThreads;
import pipelinelock.web.DoorConfig;
import pipelinelock.web.SlackDoor;
import pipelinelock.web.WebServer;

/** The bot's messages about a request and its buttons, over a desk; nothing is ever looked at. */
final class CardScene implements AutoCloseable {
  static final String CHANNEL = SimulatedSlack.INCIDENTS;
  private static final OkHttpClient HTTP = new OkHttpClient();
  private static final Duration SOON = Duration.ofMillis(5);

  final Desk desk;
  private final Function<Desk, DirectParts> directs;
  private final SlackApp app;
  private final WebServer server;
  private ThreadPublisher publisher;

  /**
   * @param directs whom the bot writes to alone
   */
  CardScene(Path folder, Function<Desk, DirectParts> directs) {
    this.directs = directs;
    desk = new Desk(folder);
    var people = desk.people();
    var channels = Map.of(Story.DEV04, CHANNEL);
    var looks =
        new RecentLooks(
            _ -> {
              throw nobody();
            });
    var requests =
        Asking.by(
            (_, _, _, _) -> {
              throw nobody();
            });
    var commands =
        new Commands(
            Directory.of(channels, Map.of(), Set.of(), new ThreadLinks(desk.ledger)::of),
            desk.incidents,
            looks,
            requests,
            people,
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new DirectChoice(desk.quiet, people, desk.clock)),
            desk.refusals);
    app =
        new SlackApp(
            desk.connection,
            commands,
            new Wired(desk, channels, looks).interactions(requests, people),
            desk.requests,
            desk.clock);
    publisher = publisher();
    var door =
        new SlackDoor(
            new DoorConfig(List.of(Desk.SECRET), new Served(SimulatedSlack.TEAM, "A0PIPELOCK")),
            desk.requests,
            desk.clock,
            app::isToldWhy,
            app::isRead,
            _ -> {});
    server =
        new WebServer(
            new WebServer.Address("127.0.0.1", 0, Optional.empty()),
            door,
            new SlackAppServlet(app.bolt()),
            List::of);
    server.start();
    desk.slack.botIsAt(server.url().resolve(WebServer.EVENTS));
  }

  private ThreadPublisher publisher() {
    var direct = directs.apply(desk);
    var fresh =
        new ThreadPublisher(
            desk.incidents,
            desk.ledger,
            Map.of(Story.DEV04, CHANNEL),
            ThreadExamples.of((_, _) -> List.of(), Map.of(), KnownPeople.OF_THE_STORY),
            direct,
            desk.posts(),
            new Banner(Optional.of("REHEARSAL")),
            new PostingLimits(SOON, SOON, SOON, Duration.ofMillis(200)),
            IncidentLeases.SOLE,
            desk.shown,
            new UnwrittenThreads(
                desk.channels(),
                desk.ledger,
                KnownPeople.OF_THE_STORY,
                direct,
                new SlackHealth(desk.clock),
                Banner.NONE));
    fresh.start();
    return fresh;
  }

  /** Nobody writes to Slack any more. */
  void stops() {
    publisher.close();
  }

  /** Another process goes on. */
  void startsAgain() {
    publisher.close();
    publisher = publisher();
  }

  private static RemoteFailure nobody() {
    return new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "nobody is asked here");
  }

  /** By Slack's API, with the bot's token and without the bot. */
  void rewrites(SlackMessage message, String text, String blocks) {
    calls(
        "chat.update",
        new FormBody.Builder()
            .add("channel", message.channel())
            .add("ts", message.ts())
            .add("text", text)
            .add("blocks", blocks)
            .build());
  }

  /** The same, as a new message. */
  void posts(String channel, String text, String blocks) {
    calls(
        "chat.postMessage",
        new FormBody.Builder()
            .add("channel", channel)
            .add("text", text)
            .add("blocks", blocks)
            .build());
  }

  private void calls(String method, FormBody form) {
    var request =
        new Request.Builder()
            .url(desk.slack.apiUrl() + method)
            .header("Authorization", "Bearer " + Desk.TOKEN)
            .post(form)
            .build();
    try (var answer = HTTP.newCall(request).execute()) {
      assertThat(answer.body().string()).contains("\"ok\":true");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whether the bot knows what the message says, and that it is there. */
  boolean isOnTheLedger(SlackMessage message) {
    return desk.ledger.posted(Story.ID).stream()
        .anyMatch(it -> it.ts().equals(message.ts()) && it.isKnown());
  }

  /** Everything that only this person was answered. */
  String heardBy(Persona person) {
    return SlackScreen.of(desk.slack).ephemerals(person.id()).stream()
        .map(SlackMessage::text)
        .reduce("", (a, b) -> a + "\n" + b);
  }

  /** All of one kind on the record, in order. */
  <E extends IncidentEvent> List<E> events(Class<E> kind) {
    return desk.incidents.events(Story.ID).stream()
        .map(Recorded::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Override
  public void close() {
    server.close();
    app.close();
    publisher.close();
    desk.close();
  }
}
