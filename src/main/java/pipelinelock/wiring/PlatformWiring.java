package pipelinelock.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import pipelinelock.aws.CodeCommitConfig;
import pipelinelock.aws.CodeCommitLockPool;
import pipelinelock.aws.CodeCommitLockReleaser;
import pipelinelock.bosh.ActingDirector;
import pipelinelock.bosh.Director;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.concourse.ConcourseConfig;
import pipelinelock.diagnosis.look.DirectorReader;
import pipelinelock.diagnosis.look.PipelineReader;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.git.GitCredentials;
import pipelinelock.git.GitLockConfig;
import pipelinelock.git.GitLockPool;
import pipelinelock.git.GitLockReleaser;
import pipelinelock.git.SshKey;
import pipelinelock.http.ClientCertificate;
import pipelinelock.http.TlsClients;
import pipelinelock.lock.LockPool;
import pipelinelock.runbook.platform.LockJob;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.runbook.twin.Premises;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.Role;
import pipelinelock.settings.file.LoadedSettings;
import pipelinelock.settings.identity.Address;
import pipelinelock.settings.live.Backoff;
import pipelinelock.settings.live.LiveEnvironment;
import pipelinelock.settings.live.Remote;
import pipelinelock.tunnel.Tunnel;

/** Creates the clients of every environment from its settings, and keeps their tunnels open. */
public final class PlatformWiring implements AutoCloseable {
  private static final LockReleaser.Outcome NO_LOCK_TO_RELEASE =
      new LockReleaser.Outcome.Refused("this environment is configured without a lock repository");

  private final OkHttpClient http;
  private final InstantSource clock;
  private final Path copies;
  private final Tunnels tunnels = new Tunnels();
  private final Warmth warmth = new Warmth();
  private final Map<EnvironmentName, LiveEnvironment> live = new TreeMap<>();
  private final Map<EnvironmentName, LivePlatform> reaches = new TreeMap<>();

  /**
   * @param copies folder for the working copies of the lock repositories; all in it may be deleted
   */
  public PlatformWiring(OkHttpClient http, InstantSource clock, Path copies) {
    this.http = http;
    this.clock = clock;
    this.copies = copies;
  }

  /** Of environments whose values are read again where that helps. */
  Platforms platforms(LoadedSettings loaded) {
    for (var one : loaded.settings().environments()) {
      var values =
          new LiveEnvironment(
              one,
              loaded.origins().apply(one.name()),
              () -> loaded.again().apply(one.name()),
              clock,
              Backoff.USUAL.times(loaded.settings().speed()));
      live.put(one.name(), values);
      reaches.put(one.name(), new LivePlatform(values, this));
    }
    return new Platforms(reaches);
  }

  /** From now on tries what is missing, and follows what changes. */
  void begin() {
    reaches.values().forEach(LivePlatform::begin);
  }

  /** What keeps each environment from being worked on, where something does. */
  SortedMap<EnvironmentName, String> unready() {
    var lacks = new TreeMap<EnvironmentName, String>();
    live.forEach((name, it) -> it.lack().ifPresent(why -> lacks.put(name, why)));
    return lacks;
  }

  public Platforms platforms(List<EnvironmentSettings> environments) {
    return new Platforms(environments.stream().map(this::platform).toList());
  }

  private Platform platform(EnvironmentSettings one) {
    return one.isReady() ? ready(one, _ -> Refusals.unwatched()) : unready(one);
  }

  /** What the values say, told of each refusal. */
  Platform platform(EnvironmentSettings one, LiveEnvironment values) {
    return one.isReady() ? ready(one, remote -> watch(one, values, remote)) : unready(one);
  }

  private static Refusals watch(EnvironmentSettings one, LiveEnvironment values, Remote remote) {
    return new Refusals(() -> values.accepted(remote), () -> values.refused(remote, one));
  }

  private Platform ready(EnvironmentSettings one, Watch watch) {
    var concourse = concourse(one);
    var director = director(one);
    way(one).ifPresent(it -> warmth.keep(one.name(), it, director::greet));
    var onLock = watch.on(Remote.LOCK);
    var onConcourse = watch.on(Remote.CONCOURSE);
    var onDirector = watch.on(Remote.DIRECTOR);
    return new Platform(
        one.environment(),
        one.policies(),
        onLock.watched(LockPool.class, lockPool(one)),
        onLock.watched(LockReleaser.class, lockReleaser(one)),
        onConcourse.watched(PipelineReader.class, concourse),
        onConcourse.watched(LockJob.class, concourse),
        onDirector.watched(DirectorReader.class, director),
        onDirector.watched(Recreator.class, recreator(one, director)));
  }

  /** Its ways lead nowhere: what stands in place of the missing values is shown to nobody. */
  private static Platform unready(EnvironmentSettings one) {
    return new Platform(
        one.environment(),
        one.policies(),
        Refusals.unready(LockPool.class, () -> lacking(one)),
        Refusals.unready(LockReleaser.class, () -> lacking(one)),
        Refusals.unready(PipelineReader.class, () -> lacking(one)),
        Refusals.unready(LockJob.class, () -> lacking(one)),
        Refusals.unready(DirectorReader.class, () -> lacking(one)),
        Refusals.unready(Recreator.class, () -> lacking(one)));
  }

  private static RemoteFailure lacking(EnvironmentSettings one) {
    return new RemoteFailure(Kind.UNREADY, one.lack().orElseThrow());
  }

  /** Who hears of refusals. */
  private interface Watch {
    Refusals on(Remote remote);
  }

  /** What each environment acts on, and how its Director is asked who it is. */
  public List<Premises> premises(List<EnvironmentSettings> environments) {
    return environments.stream().map(this::premises).toList();
  }

  private Premises premises(EnvironmentSettings one) {
    return new Premises(
        one.name(),
        Address.of(one.bosh().url()).text(),
        one.bosh().deployment(),
        Identities.of(one),
        () ->
            uuid(Optional.ofNullable(live.get(one.name())).map(LiveEnvironment::now).orElse(one)));
  }

  private String uuid(EnvironmentSettings one) {
    if (!one.isReady()) {
      throw lacking(one);
    }
    return director(one).info().uuid();
  }

  public ConcourseClient concourse(EnvironmentSettings one) {
    var trusting = TlsClients.secured(http, one.concourse().ca(), Optional.empty());
    return new ConcourseClient(concourse(one.concourse(), one), trusting, clock);
  }

  /** The one who reads; also the one who acts where no other is named. */
  public Director director(EnvironmentSettings one) {
    return director(one, one.bosh().access());
  }

  /** The way to the Director, where it is not reached directly. */
  public Optional<Tunnel> way(EnvironmentSettings one) {
    return tunnels.to(one);
  }

  /** Of the environments whose Director is not reached directly. */
  public Warmth warmth() {
    return warmth;
  }

  /** The one who acts, where another is named for it. */
  public Optional<Director> actor(EnvironmentSettings one) {
    return one.bosh().actor().map(actor -> director(one, actor));
  }

  private Recreator recreator(EnvironmentSettings one, Director reader) {
    return actor(one).<Recreator>map(actor -> new ActingDirector(reader, actor)).orElse(reader);
  }

  private Director director(EnvironmentSettings one, Access access) {
    return Director.of(config(one.bosh(), access), tunnels.through(one, http), clock);
  }

  public LockPool lockPool(EnvironmentSettings one) {
    return one.lock().map(lock -> lockPool(lock, one)).orElse(PlatformWiring::noLock);
  }

  private LockPool lockPool(Lock lock, EnvironmentSettings one) {
    return switch (lock.source()) {
      case LockSource.Git git -> new GitLockPool(git(lock, git, copies.resolve(name(one))));
      case LockSource.CodeCommit it -> new CodeCommitLockPool(codeCommit(lock, it, one));
    };
  }

  LockReleaser lockReleaser(EnvironmentSettings one) {
    return one.lock().map(lock -> lockReleaser(lock, one)).orElse(_ -> NO_LOCK_TO_RELEASE);
  }

  /** From git in a copy of its own; no environment's name begins with a dot. */
  private LockReleaser lockReleaser(Lock lock, EnvironmentSettings one) {
    return switch (lock.source()) {
      case LockSource.Git git ->
          new GitLockReleaser(
              git(lock, git, copies.resolve(".release").resolve(name(one))), lock.committer());
      case LockSource.CodeCommit it ->
          new CodeCommitLockReleaser(codeCommit(lock, it, one), lock.committer());
    };
  }

  private static String name(EnvironmentSettings one) {
    return one.name().value();
  }

  private static CodeCommitConfig codeCommit(
      Lock lock, LockSource.CodeCommit codeCommit, EnvironmentSettings one) {
    var repository =
        new CodeCommitConfig.Repository(
            codeCommit.repository(), codeCommit.branch(), codeCommit.region());
    var access =
        new CodeCommitConfig.Access(
            codeCommit.role().map(role -> assumed(role, one)), codeCommit.endpoint());
    return new CodeCommitConfig(repository, access, lock.pool(), lock.name());
  }

  private static CodeCommitConfig.Role assumed(Role role, EnvironmentSettings one) {
    return new CodeCommitConfig.Role(
        role.arn(),
        role.externalId(),
        "pipeline-lock-" + one.name().value(),
        role.session(),
        role.sourceIdentity());
  }

  private static GitLockConfig git(Lock lock, LockSource.Git git, Path copy) {
    var remote = remote(git, GitLockConfig.Remote.Use.LOCK);
    return new GitLockConfig(remote, lock.pool(), lock.name(), copy);
  }

  /** A repository as the settings name it. */
  static GitLockConfig.Remote remote(LockSource.Git git, GitLockConfig.Remote.Use use) {
    return new GitLockConfig.Remote(
        java.net.URI.create(git.uri()),
        git.branch(),
        git.login().map(login -> new GitCredentials(login.username(), login.password().reveal())),
        git.ssh().map(ssh -> new SshKey(ssh.privateKey().reveal(), ssh.knownHosts())),
        git.ca(),
        use);
  }

  private static pipelinelock.lock.PoolLock noLock() {
    throw new RemoteFailure(
        Kind.NOT_FOUND, "this environment is configured without a lock repository");
  }

  private static ConcourseConfig concourse(Concourse concourse, EnvironmentSettings one) {
    return new ConcourseConfig(
            concourse.url(),
            concourse.login().username(),
            concourse.login().password().reveal(),
            one.environment().pipeline())
        .triggeredBy(concourse.triggerResource());
  }

  private static BoshConfig config(Bosh bosh, Access access) {
    BoshConfig.Credentials credentials =
        switch (access) {
          case Access.Client(var id, var secret) -> new BoshConfig.UaaClient(id, secret.reveal());
          case Access.User(var login) ->
              new BoshConfig.BasicUser(login.username(), login.password().reveal());
        };
    Optional<ClientCertificate> certificate =
        bosh.clientCertificate()
            .map(pem -> new ClientCertificate(pem.certificate(), pem.key().reveal()));
    return new BoshConfig(
        bosh.url(),
        bosh.directorUuid(),
        bosh.ca(),
        credentials,
        certificate,
        bosh.deployment(),
        BoshConfig.Timeouts.USUAL);
  }

  @Override
  public void close() {
    live.values().forEach(LiveEnvironment::close);
    warmth.close();
    tunnels.close();
  }
}
