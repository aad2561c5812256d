package pipelinelock.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.incident.CureKind;
import pipelinelock.incident.CurePolicies;

/**
 * One environment of the settings: what the rules know of it, and how its systems are reached.
 *
 * @param channel id of the Slack channel that its incidents are told in
 * @param policies of each cure: the default policy with this environment's own keys in place
 * @param locking false where the pipeline runs without the lock
 * @param lock absent only without locking
 */
public record EnvironmentSettings(
    EnvironmentName name,
    Tier tier,
    String channel,
    CurePolicies policies,
    boolean locking,
    Optional<Lock> lock,
    Concourse concourse,
    Bosh bosh,
    Thresholds thresholds) {

  /** The policy of a recreate. */
  public ApprovalPolicy policy() {
    return policies.of(CureKind.RECREATE);
  }

  /** This environment in the words of the domain. */
  public Environment environment() {
    var pipeline =
        new LockedPipeline(
            concourse.team(),
            concourse.pipeline(),
            concourse.lockJob(),
            concourse.unlockJob(),
            concourse.pathJobs(),
            concourse.poolResource(),
            locking);
    var deployment =
        new ConcourseDeployment(bosh.deployment(), bosh.workerGroups(), bosh.webGroups());
    return new Environment(name, tier, pipeline, deployment, thresholds);
  }

  /** A user and the word that proves it. */
  public record Login(String username, Secret password) {}

  /**
   * The lock in its pool repository: {@code <pool>/claimed/<name>}.
   *
   * @param committer who the bot's own commits are by
   * @param uri an https address, or {@code file:///…} or a path on this machine
   * @param login absent where the repository asks for none
   */
  public record Lock(
      String pool,
      String name,
      Committer committer,
      String uri,
      String branch,
      Optional<Login> login) {}

  /** An author of commits, {@code name <address>}. */
  public record Committer(String name, String address) {
    /** Nobody's address, as pool-resource's {@code git <git@localhost>} is. */
    public static final Committer BOT = new Committer("pipeline-lock", "pipeline-lock@localhost");
  }

  /**
   * The deployer Concourse.
   *
   * @param releaseJob the job by which people give the lock back, where there is one
   * @param pathJobs the jobs of a run between lock and unlock; empty = not told
   * @param triggerResource the resource whose new version starts a deployment
   * @param ca PEM certificates to trust besides the usual ones
   */
  public record Concourse(
      URI url,
      String team,
      Login login,
      String pipeline,
      String lockJob,
      String unlockJob,
      Optional<String> releaseJob,
      List<String> pathJobs,
      String poolResource,
      String triggerResource,
      Optional<String> ca) {
    public Concourse {
      pathJobs = List.copyOf(pathJobs);
    }
  }

  /**
   * The BOSH Director of that Concourse.
   *
   * @param url with its port
   * @param ca PEM certificates to trust besides the usual ones
   * @param directorUuid another Director is refused, where this is given
   */
  public record Bosh(
      URI url,
      Optional<String> ca,
      Access access,
      Optional<ClientCertificate> clientCertificate,
      Optional<String> directorUuid,
      String deployment,
      List<String> workerGroups,
      List<String> webGroups) {
    public Bosh {
      workerGroups = List.copyOf(workerGroups);
      webGroups = List.copyOf(webGroups);
    }
  }

  /** How the bot proves to a Director who it is. */
  public sealed interface Access {
    /** A client of the Director's UAA. */
    record Client(String id, Secret secret) implements Access {}

    /** A user: of the UAA, or of an old Director without one. */
    record User(Login login) implements Access {}
  }

  /** What a proxy before the Director may ask for; both PEM. */
  public record ClientCertificate(String certificate, Secret key) {}
}
