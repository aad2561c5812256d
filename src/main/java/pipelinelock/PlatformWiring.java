package pipelinelock;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.OkHttpClient;
import pipelinelock.bosh.BoshConfig;
import pipelinelock.bosh.Director;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.concourse.ConcourseConfig;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.git.Committer;
import pipelinelock.git.GitCredentials;
import pipelinelock.git.GitLockConfig;
import pipelinelock.git.GitLockPool;
import pipelinelock.git.GitLockReleaser;
import pipelinelock.lock.LockPool;
import pipelinelock.runbook.LockReleaser;
import pipelinelock.runbook.Platform;
import pipelinelock.runbook.Platforms;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.EnvironmentSettings.Concourse;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.Settings;

/** Makes the clients of every environment from its settings. */
final class PlatformWiring {
  private static final LockReleaser.Outcome NO_LOCK_TO_RELEASE =
      new LockReleaser.Outcome.Refused("this environment is configured without a lock repository");

  private final OkHttpClient http;
  private final InstantSource clock;
  private final Path copies;

  /**
   * @param copies folder for the working copies of the lock repositories; all in it may be deleted
   */
  PlatformWiring(OkHttpClient http, InstantSource clock, Path copies) {
    this.http = http;
    this.clock = clock;
    this.copies = copies;
  }

  Platforms platforms(Settings settings) {
    return new Platforms(settings.environments().stream().map(this::platform).toList());
  }

  private Platform platform(EnvironmentSettings one) {
    var concourse = new ConcourseClient(concourse(one.concourse(), one), http, clock);
    var director = Director.of(bosh(one.bosh()), http, clock);
    return new Platform(
        one.environment(),
        one.policies(),
        one.lock().map(lock -> lockPool(lock, one)).orElse(PlatformWiring::noLock),
        one.lock().map(lock -> lockReleaser(lock, one)).orElse(_ -> NO_LOCK_TO_RELEASE),
        concourse,
        concourse,
        director,
        director);
  }

  private LockPool lockPool(Lock lock, EnvironmentSettings one) {
    return new GitLockPool(git(lock, copies.resolve(one.name().value())));
  }

  /** In a copy of its own; no environment's name begins with a dot. */
  private LockReleaser lockReleaser(Lock lock, EnvironmentSettings one) {
    return new GitLockReleaser(
        git(lock, copies.resolve(".release").resolve(one.name().value())),
        new Committer(lock.committer().name(), lock.committer().address()));
  }

  private static GitLockConfig git(Lock lock, Path copy) {
    var remote =
        new GitLockConfig.Remote(
            java.net.URI.create(lock.uri()),
            lock.branch(),
            lock.login()
                .map(login -> new GitCredentials(login.username(), login.password().reveal())));
    return new GitLockConfig(remote, lock.pool(), lock.name(), copy);
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
        one.environment().pipeline());
  }

  private static BoshConfig bosh(Bosh bosh) {
    BoshConfig.Credentials credentials =
        switch (bosh.access()) {
          case Access.Client(var id, var secret) -> new BoshConfig.UaaClient(id, secret.reveal());
          case Access.User(var login) ->
              new BoshConfig.BasicUser(login.username(), login.password().reveal());
        };
    Optional<BoshConfig.ClientCertificate> certificate =
        bosh.clientCertificate()
            .map(pem -> new BoshConfig.ClientCertificate(pem.certificate(), pem.key().reveal()));
    return new BoshConfig(
        bosh.url(),
        bosh.directorUuid(),
        bosh.ca(),
        credentials,
        certificate,
        bosh.deployment(),
        BoshConfig.Timeouts.USUAL);
  }
}
