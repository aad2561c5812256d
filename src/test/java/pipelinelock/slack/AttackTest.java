package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.approved;

import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.sender.Served;
import pipelinelock.slack.Attacks.Attack;
import pipelinelock.slack.Attacks.Good;
import pipelinelock.slack.Attacks.Target;
import pipelinelock.slack.channel.CardDigest;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directories;
import pipelinelock.web.DoorConfig;
import pipelinelock.web.SlackDoor;
import pipelinelock.web.WebServer;

/** Nobody makes the bot count what must not count: {@link Attacks}, one after the other. */
class AttackTest {
  private static final int MOST = 450;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static Desk desk;
  private static People people;
  private static SlackApp app;
  private static WebServer server;
  private static URI door;

  @BeforeAll
  static void open(@TempDir Path folder) {
    desk = new Desk(folder);
    people = desk.people();
    var requests =
        Asking.by(
            (environment, person, wish, tell) -> {
              throw new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "nobody asks here");
            });
    var commands =
        new Commands(
            Directories.of(channels()),
            desk.incidents,
            _ -> {
              throw new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "nobody looks here");
            },
            requests,
            people,
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RefusalLog.NONE);
    var looks =
        new RecentLooks(
            _ -> {
              throw new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "nobody looks here");
            });
    app =
        new SlackApp(
            desk.connection,
            commands,
            new Wired(desk, channels(), looks).interactions(requests, people),
            desk.requests,
            desk.clock);
    server =
        new WebServer(
            new WebServer.Address("127.0.0.1", 0, Optional.empty()),
            new SlackDoor(
                new DoorConfig(List.of(Desk.SECRET), new Served(SimulatedSlack.TEAM, "A0PIPELOCK")),
                desk.requests,
                desk.clock,
                app::isToldWhy,
                app::isRead,
                _ -> {}),
            new SlackAppServlet(app.bolt()),
            List::of);
    server.start();
    door = server.url().resolve(WebServer.EVENTS);
    desk.slack.botIsAt(door);
  }

  private static Map<EnvironmentName, String> channels() {
    var channels = new HashMap<EnvironmentName, String>();
    IntStream.rangeClosed(1, MOST)
        .forEach(
            number -> {
              channels.put(new EnvironmentName("env" + number), SimulatedSlack.INCIDENTS);
              channels.put(new EnvironmentName("other" + number), SimulatedSlack.INCIDENTS);
            });
    return channels;
  }

  @AfterAll
  static void close() {
    server.close();
    app.close();
    desk.close();
  }

  static Stream<Arguments> attacks() {
    return Attacks.all().map(attack -> argumentSet(attack.name(), attack));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void nothingComesOfIt(Attack attack) {
    var scene = scene(attack.target());
    attack.act().on(scene);
    scene.isRefused(attack.told());
    scene.nothingHappened();
  }

  /** An attack before may have made Slack put all questions off. */
  private static void slackIsAskedAgain() {
    await().until(() -> people.find(Persona.BEN.id()).standing() == Standing.MEMBER);
  }

  private static AttackScene scene(Target target) {
    slackIsAskedAgain();
    return new AttackScene(desk, door, NUMBER.incrementAndGet(), target);
  }

  /** Else the attacks on it would prove nothing. */
  @ParameterizedTest
  @EnumSource(Good.class)
  void theSameRequestIsGoodWithoutTheForgery(Good good) {
    var target = Attacks.all().findFirst().orElseThrow().target();
    var scene = scene(target);
    scene.sends(good.body(scene));
    await().until(scene::counts);
  }

  @ParameterizedTest
  @EnumSource(Good.class)
  void aReplayIsAnsweredAndCountsOnce(Good good) {
    var scene = scene(Attacks.all().findFirst().orElseThrow().target());
    var body = good.body(scene);
    scene.sends(body);
    await().until(scene::counts);
    for (int i = 0; i < 5; i++) {
      scene.sends(body);
    }
    assertThat(scene.counts()).isTrue();
  }

  /** What Slack signed, without what was in it: the body holds an address to answer at. */
  @ParameterizedTest
  @EnumSource(Good.class)
  void anApprovalKeepsAProofOfItsRequest(Good good) {
    var scene = scene(Attacks.all().findFirst().orElseThrow().target());
    var body = good.body(scene);
    scene.sends(body);
    await().until(scene::counts);
    var proof = scene.proof();
    assertThat(proof.body()).isEqualTo(CardDigest.sha256(body));
    assertThat(proof.signature())
        .contains(Forgery.sign(Desk.SECRET, proof.timestamp().orElseThrow(), body));
    assertThat(proof.card())
        .isEqualTo(good == Good.CLICK ? Optional.of(scene.digestOfTheCard()) : Optional.empty());
  }

  /** Double clicks of the second approver against the requester's withdrawal, at the same time. */
  @RepeatedTest(20)
  void racesHaveOneLegalOutcome() throws Exception {
    var plain = Attacks.all().findFirst().orElseThrow().target();
    var scene =
        scene(new Target(Story.ANA, plain.policy(), List.of(approved(Story.BEN)), plain.moment()));
    Callable<Void> approve =
        () -> {
          scene.clicks("U0CLEO", "approve", scene.value());
          return null;
        };
    Callable<Void> withdraw =
        () -> {
          scene.types(Persona.ANA, "cancel " + scene.value());
          return null;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var sent : threads.invokeAll(List.of(approve, withdraw, approve, withdraw, approve))) {
        sent.get();
      }
    }
    await().until(scene::isDecided);
    assertThat(scene.happened())
        .as("either it is approved and then taken back, or it was taken back before")
        .isIn(List.of("Approved", "Withdrawn"), List.of("Withdrawn"));
  }

  @Test
  void theTableIsLongAndNamesEachAttackOnce() {
    var names = Attacks.all().map(Attack::name).toList();
    System.out.println("attacks: " + names.size());
    assertThat(names).hasSizeBetween(200, MOST - 10);
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }
}
