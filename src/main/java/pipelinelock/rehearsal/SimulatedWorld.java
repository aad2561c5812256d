package pipelinelock.rehearsal;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import pipelinelock.rehearsal.bosh.BoshClient;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.SimulatedConcourse;
import pipelinelock.rehearsal.lock.SimulatedLockRepository;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * Everything around the bot for one environment, {@code dev04}, in the middle of the runbook's
 * incident. Each world gets new secrets, which open nothing else.
 */
public final class SimulatedWorld implements AutoCloseable {
  public static final String ENVIRONMENT = "dev04";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WorldTime time;
  private final Credentials credentials;
  private final SimulatedLockRepository lockRepository;
  private final SimulatedConcourse concourse;
  private final SimulatedDirector director;
  private final SimulatedSlack slack;

  /** What the bot's configuration needs to log in to this world. */
  public record Credentials(
      String slackBotToken,
      String slackSigningSecret,
      String concourseUser,
      String concoursePassword,
      String boshClient,
      String boshSecret) {

    static Credentials random() {
      return new Credentials(
          "xoxb-rehearsal-" + secret(), secret(), "admin", secret(), "pipeline-lock", secret());
    }

    @Override
    public String toString() {
      return "Credentials[" + concourseUser + ", " + boshClient + "]";
    }
  }

  /** {@code time} sets how much faster than recorded the Director's tasks run. */
  public SimulatedWorld(WorldTime time) {
    this(time, Duration.ofMinutes(10));
  }

  /** {@code boshTokenLife} is how long a token of the Director's UAA is good for. */
  public SimulatedWorld(WorldTime time, Duration boshTokenLife) {
    this.time = time;
    credentials = Credentials.random();
    lockRepository = new SimulatedLockRepository(time.clock());
    concourse =
        new SimulatedConcourse(
            new SimulatedConcourse.Config(
                0, credentials.concourseUser, credentials.concoursePassword),
            time,
            lockRepository);
    var commits = lockRepository.history();
    concourse.poolVersionOf("pipeline-lock", "122", commits.get(2));
    concourse.poolVersionOf("pipeline-unlock", "88", commits.get(1));
    concourse.poolIsAt(lockRepository.tip());
    var client =
        new BoshClient(credentials.boshClient, credentials.boshSecret, List.of("bosh.admin"));
    director =
        new SimulatedDirector(
            new SimulatedDirector.Config(0, 0, List.of(client), boshTokenLife, false),
            time,
            concourse);
    slack =
        new SimulatedSlack(
            SimulatedSlack.Config.of(credentials.slackBotToken, credentials.slackSigningSecret),
            time.clock());
  }

  public SimulatedSlack slack() {
    return slack;
  }

  public SimulatedConcourse concourse() {
    return concourse;
  }

  public SimulatedDirector director() {
    return director;
  }

  public SimulatedLockRepository lockRepository() {
    return lockRepository;
  }

  public Credentials credentials() {
    return credentials;
  }

  WorldTime time() {
    return time;
  }

  /** The web process of Concourse dies: nobody can see what runs, and BOSH sees its VM failing. */
  public void concourseDies() {
    concourse.webDies();
    director.processDies(SimulatedDirector.WEB, "web");
  }

  /** Somebody has started it again, on the VM that it died on. */
  public void concourseRunsAgain() {
    director.processRunsAgain(SimulatedDirector.WEB);
    concourse.webRunsAgain();
  }

  public double speed() {
    return time.speed();
  }

  /** For the bot's configuration. */
  public URI lockRepositoryUri() {
    return lockRepository.uri();
  }

  @Override
  public void close() {
    slack.close();
    director.close();
    concourse.close();
    lockRepository.close();
  }

  private static String secret() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
