package pipelinelock.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import pipelinelock.bosh.ActingDirector;
import pipelinelock.bosh.Director;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.diagnosis.look.DirectorReader;
import pipelinelock.diagnosis.look.PipelineReader;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.TlsClients;
import pipelinelock.lock.LockPool;
import pipelinelock.runbook.platform.LockJob;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.runbook.platform.Platforms;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.runbook.twin.EnvironmentTargets;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.file.LoadedSettings;
import pipelinelock.settings.identity.Address;
import pipelinelock.settings.live.Backoff;
import pipelinelock.settings.live.LiveEnvironment;
import pipelinelock.settings.live.Remote;
import pipelinelock.tunnel.Tunnel;

/** Creates the clients of every environment from its settings, and keeps their tunnels open. */
public final class PlatformWiring implements AutoCloseable {
  private final OkHttpClient http;
  private final InstantSource clock;
  private final LockClients locks;
  private final Tunnels tunnels = new Tunnels();
  private final DirectorKeepAlive warmth = new DirectorKeepAlive();
  private final Map<EnvironmentName, LiveEnvironment> live = new TreeMap<>();
  private final Map<EnvironmentName, LivePlatform> reaches = new TreeMap<>();

  /**
   * @param copies folder for the working copies of the lock repositories; all in it may be deleted
   */
  public PlatformWiring(OkHttpClient http, InstantSource clock, Path copies) {
    this.http = http;
    this.clock = clock;
    this.locks = new LockClients(copies);
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
    return one.isReady() ? ready(one, _ -> RefusalWatch.unwatched()) : unready(one);
  }

  /** The values' source, which is notified of each refusal. */
  Platform platform(EnvironmentSettings one, LiveEnvironment values) {
    return one.isReady() ? ready(one, remote -> watch(one, values, remote)) : unready(one);
  }

  private static RefusalWatch watch(
      EnvironmentSettings one, LiveEnvironment values, Remote remote) {
    return new RefusalWatch(() -> values.accepted(remote), () -> values.refused(remote, one));
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
        onLock.watched(LockPool.class, locks.pool(one)),
        onLock.watched(LockReleaser.class, locks.releaser(one)),
        onConcourse.watched(PipelineReader.class, concourse),
        onConcourse.watched(LockJob.class, concourse),
        onDirector.watched(DirectorReader.class, director),
        onDirector.watched(Recreator.class, recreator(one, director)));
  }

  /** Its ways lead nowhere: the placeholder of a missing value is shown to nobody. */
  private static Platform unready(EnvironmentSettings one) {
    return new Platform(
        one.environment(),
        one.policies(),
        RefusalWatch.unready(LockPool.class, () -> lacking(one)),
        RefusalWatch.unready(LockReleaser.class, () -> lacking(one)),
        RefusalWatch.unready(PipelineReader.class, () -> lacking(one)),
        RefusalWatch.unready(LockJob.class, () -> lacking(one)),
        RefusalWatch.unready(DirectorReader.class, () -> lacking(one)),
        RefusalWatch.unready(Recreator.class, () -> lacking(one)));
  }

  private static RemoteFailure lacking(EnvironmentSettings one) {
    return new RemoteFailure(Kind.UNREADY, one.lack().orElseThrow());
  }

  /** Who is notified of refusals. */
  private interface Watch {
    RefusalWatch on(Remote remote);
  }

  /** What each environment acts on, and how its Director is asked who it is. */
  public List<EnvironmentTargets> premises(List<EnvironmentSettings> environments) {
    return environments.stream().map(this::premises).toList();
  }

  private EnvironmentTargets premises(EnvironmentSettings one) {
    return new EnvironmentTargets(
        one.name(),
        Address.of(one.bosh().url()).text(),
        one.bosh().deployment(),
        TargetIdentities.of(one),
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
    return new ConcourseClient(RemoteConfigs.concourse(one), trusting, clock);
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
  public DirectorKeepAlive warmth() {
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
    return Director.of(
        RemoteConfigs.director(one.bosh(), access), tunnels.through(one, http), clock);
  }

  public LockPool lockPool(EnvironmentSettings one) {
    return locks.pool(one);
  }

  @Override
  public void close() {
    live.values().forEach(LiveEnvironment::close);
    warmth.close();
    tunnels.close();
  }
}
