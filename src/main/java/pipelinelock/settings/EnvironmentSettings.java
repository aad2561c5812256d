package pipelinelock.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.Environment;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.environment.Thresholds;
import pipelinelock.environment.Tier;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.CurePolicies;
import pipelinelock.lock.Committer;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshServer;
import pipelinelock.tunnel.ProxyAddress;
import pipelinelock.watch.WatchRule;

/**
 * One environment of the settings: what the rules need to know about it, and how its systems are
 * reached.
 *
 * @param channel id of the Slack channel for its incidents
 * @param policies of each cure: the default policy, overridden by this environment's own keys
 * @param locking false if the pipeline runs without the lock
 * @param lock absent only without locking
 * @param aws identity and region for calls to AWS about it
 * @param commitUrl the address of a commit of the lock repository, with {@code {commit}} in it
 * @param watch how it is watched; empty = not watched
 * @param unfetched which of its values could not be fetched, and why; if there are any, the
 *     environment is <i>unready</i>: the placeholders in their stead must not be used
 */
public record EnvironmentSettings(
    EnvironmentName name,
    Tier tier,
    String channel,
    CurePolicies policies,
    boolean locking,
    Optional<Lock> lock,
    Aws aws,
    Concourse concourse,
    Bosh bosh,
    Thresholds thresholds,
    Optional<String> commitUrl,
    Optional<WatchRule> watch,
    List<Problem> unfetched) {
  public EnvironmentSettings {
    unfetched = List.copyOf(unfetched);
  }

  /** Whether all its values are there. */
  public boolean isReady() {
    return unfetched.isEmpty();
  }

  /**
   * Whether all its values whose keys begin so are there.
   *
   * @param keys without the environment: {@code bosh.}, {@code bosh.proxy}
   */
  public boolean isReady(String keys) {
    String prefix = "environments.%s.%s".formatted(name, keys);
    return unfetched.stream().noneMatch(it -> it.key().startsWith(prefix));
  }

  /** The first value that could not be fetched, and what to do; empty where all are there. */
  public Optional<String> lack() {
    return unfetched.stream()
        .findFirst()
        .map(
            first ->
                "its value %s is missing: %s; %s%s"
                    .formatted(
                        first.key().replaceFirst("environments\\.[^.]+\\.", ""),
                        first.what(),
                        first.fix(),
                        unfetched.size() == 1
                            ? ""
                            : " (and %d more)".formatted(unfetched.size() - 1)));
  }

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
  public record Login(String username, Secret password) {
    public Login {
      if (password.isKnown()) {
        KnownSecrets.addLogin(username, password.reveal());
      }
    }
  }

  /**
   * The lock in its pool repository: {@code <pool>/claimed/<name>}.
   *
   * @param committer who the bot's own commits are by
   * @param source where that repository is
   */
  public record Lock(String pool, String name, Committer committer, LockSource source) {
    /** In CodeCommit as the environment's role, where the lock names none of its own. */
    public Lock as(Optional<Role> usual) {
      return switch (source) {
        case LockSource.Git _ -> this;
        case LockSource.CodeCommit it ->
            new Lock(
                pool,
                name,
                committer,
                new LockSource.CodeCommit(
                    it.repository(),
                    it.branch(),
                    it.region(),
                    it.role().or(() -> usual),
                    it.endpoint()));
      };
    }
  }

  /** How a pool repository is reached. */
  public sealed interface LockSource {
    /**
     * By git.
     *
     * @param uri an https or ssh address, or {@code file:///…} or a path on this machine
     * @param login absent where the repository asks for none
     * @param ssh present where the repository is reached over ssh
     * @param ca PEM certificates of the authorities of an https server, in place of Java's own
     */
    record Git(
        String uri, String branch, Optional<Login> login, Optional<SshKey> ssh, Optional<String> ca)
        implements LockSource {}

    /**
     * By the API of AWS CodeCommit.
     *
     * @param role the role to take on; absent where the bot's own credentials may read
     * @param endpoint in place of AWS's own addresses, on this machine only
     */
    record CodeCommit(
        String repository,
        String branch,
        String region,
        Optional<Role> role,
        Optional<URI> endpoint)
        implements LockSource {}
  }

  /**
   * A key for git over ssh, or {@code agent:} and the socket of an ssh-agent; and the {@code
   * known_hosts} lines of the server, or the fingerprint of its host key.
   */
  public record SshKey(Secret privateKey, String knownHosts) {}

  /**
   * An IAM role.
   *
   * @param externalId what its trust policy asks for, if it does
   * @param session how long a session of it lasts; absent = as AWS does, one hour
   * @param sourceIdentity whom CloudTrail names as the source of all that is done in it; {@code
   *     {person}} in it stands for the person who asked for an act, or for the bot
   */
  public record Role(
      String arn,
      Optional<String> externalId,
      Optional<Duration> session,
      Optional<String> sourceIdentity) {}

  /**
   * How AWS is asked for what the settings of an environment fetch from it.
   *
   * @param region absent = the one that AWS's own variables and files name
   * @param role absent = as whoever AWS's own variables, files and services say
   */
  public record Aws(Optional<String> region, Optional<Role> role) {
    /** By AWS's own variables, files and services alone. */
    public static final Aws DEFAULT = new Aws(Optional.empty(), Optional.empty());
  }

  /**
   * The deployer Concourse.
   *
   * @param releaseJob the job by which people give the lock back, where there is one
   * @param pathJobs the jobs of a run between lock and unlock; empty = not known
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
   * @param actor who recreates and cancels; absent = the same as the one who reads
   * @param directorUuid another Director is refused, where this is given
   * @param proxy the way to it, where it is not reached directly
   */
  public record Bosh(
      URI url,
      Optional<String> ca,
      Access access,
      Optional<Access.Client> actor,
      Optional<ClientCertificate> clientCertificate,
      Optional<String> directorUuid,
      String deployment,
      List<String> workerGroups,
      List<String> webGroups,
      Optional<Proxy> proxy) {
    public Bosh {
      workerGroups = List.copyOf(workerGroups);
      webGroups = List.copyOf(webGroups);
    }
  }

  /** The way to a Director, its UAA included. */
  public sealed interface Proxy {
    /** A SOCKS 5 proxy that runs already. */
    record Socks(ProxyAddress.Socks address) implements Proxy {}

    /** A jumpbox. */
    record Ssh(SshServer server, SshAccess access) implements Proxy {}
  }

  /** How the bot proves to a Director who it is. */
  public sealed interface Access {
    /** A client of the Director's UAA. */
    record Client(String id, Secret secret) implements Access {
      public Client {
        if (secret.isKnown()) {
          KnownSecrets.addLogin(id, secret.reveal());
        }
      }
    }

    /** A user: of the UAA, or of an old Director without one. */
    record User(Login login) implements Access {}
  }

  /** What a proxy before the Director may ask for; both PEM. */
  public record ClientCertificate(String certificate, Secret key) {}
}
