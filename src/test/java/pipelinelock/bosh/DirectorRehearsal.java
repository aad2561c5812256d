package pipelinelock.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.BasicUser;
import pipelinelock.bosh.api.BoshConfig.Credentials;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.bosh.task.TaskTranscript;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.http.Http;
import pipelinelock.rehearsal.bosh.BoshClient;
import pipelinelock.rehearsal.bosh.DirectorTroubles;
import pipelinelock.rehearsal.bosh.Fleet;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.runbook.platform.Recreator.Answer;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TaskOutput;

/** The simulated Director and the bot's client of it, in a time that the test moves. */
final class DirectorRehearsal implements AutoCloseable {
  static final InstanceId WORKER = InstanceId.parse(SimulatedDirector.WORKER);
  static final InstanceId WEB = InstanceId.parse(SimulatedDirector.WEB);
  static final UaaClient ACTOR = new UaaClient("actor", "actor-s3cret");
  static final UaaClient READER = new UaaClient("reader", "reader-s3cret");
  private static final Duration LONG = Duration.ofHours(2);

  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private int recreates;
  final SimulatedDirector director;
  final DirectorTroubles troubles;
  final Fleet vms;
  final Director client;

  private DirectorRehearsal(boolean basic, Credentials credentials) {
    var config =
        new SimulatedDirector.Config(
            0,
            0,
            List.of(
                new BoshClient(ACTOR.id(), ACTOR.secret(), List.of("bosh.admin")),
                new BoshClient(READER.id(), READER.secret(), List.of("bosh.read"))),
            Duration.ofDays(2),
            basic);
    director = new SimulatedDirector(config, new WorldTime(() -> now, 1), VmWatcher.NOBODY);
    troubles = new DirectorTroubles(director);
    vms = Fleet.of(director);
    client = as(credentials);
  }

  static DirectorRehearsal withUaa() {
    return new DirectorRehearsal(false, ACTOR);
  }

  static DirectorRehearsal withoutUaa() {
    return new DirectorRehearsal(true, new BasicUser(ACTOR.id(), ACTOR.secret()));
  }

  Director as(Credentials credentials) {
    var config =
        new BoshConfig(
            URI.create(director.url()),
            Optional.of(director.uuid()),
            Optional.empty(),
            credentials,
            Optional.empty(),
            SimulatedDirector.DEPLOYMENT,
            new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMillis(20)));
    return Director.of(config, Http.client(), () -> now);
  }

  Instant now() {
    return now;
  }

  void passes(long seconds) {
    now = now.plusSeconds(seconds);
  }

  /** Before the first request. */
  void isIt(Instant time) {
    now = time;
  }

  /** Asks for a recreate; the task waits in the queue. */
  long queues(InstanceId instance, RecreateOption... options) {
    recreates++;
    var answer = client.recreate(instance, Set.of(options), "inc-1." + recreates, () -> true);
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    return ((Answer.Accepted) answer).task();
  }

  /** Asks for a recreate, and waits until the task has been begun. */
  long begins(InstanceId instance, RecreateOption... options) {
    long task = queues(instance, options);
    passes(1);
    client.task(task);
    return task;
  }

  /** The task as it is when nothing more happens to it. */
  DirectorTask ends(long task) {
    passes(LONG.toSeconds());
    return client.task(task);
  }

  DirectorTask recreates(InstanceId instance, RecreateOption... options) {
    return ends(begins(instance, options));
  }

  String log(long task) {
    var log = new StringBuilder();
    long offset = 0;
    TaskOutput piece;
    do {
      piece = client.events(task, offset);
      log.append(piece.text());
      offset = piece.next();
    } while (piece.bytes() > 0);
    return log.toString();
  }

  List<String> transcript(long task) {
    return new Transcripts().lines(task, log(task));
  }

  /** What {@code bosh task} prints. */
  static String printed(long id, String state, String log) {
    var transcript = new TaskTranscript(id);
    return transcript.header() + transcript.add(log.getBytes(UTF_8)) + transcript.footer(state);
  }

  /** Lists the instances, which takes a while. */
  List<Instance> instances() {
    var listing = CompletableFuture.supplyAsync(client::instances);
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              passes(1);
              return listing.isDone();
            });
    return listing.join();
  }

  Instance instance(InstanceId id) {
    return instances().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  String cid(InstanceId id) {
    return vms.vmCid(id.toString());
  }

  @Override
  public void close() {
    director.close();
  }
}
