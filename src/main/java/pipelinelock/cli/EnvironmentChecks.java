package pipelinelock.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pipelinelock.aws.AwsCaller;
import pipelinelock.aws.SecretClients;
import pipelinelock.bosh.Director;
import pipelinelock.doctor.AwsChecks;
import pipelinelock.doctor.CheckContext;
import pipelinelock.doctor.ConcourseChecks;
import pipelinelock.doctor.DirectorChecks;
import pipelinelock.doctor.Limits;
import pipelinelock.doctor.LockChecks;
import pipelinelock.doctor.RemoteChecks;
import pipelinelock.doctor.ValueChecks;
import pipelinelock.doctor.WayCheck;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.Proxy;
import pipelinelock.settings.ValueOrigin;
import pipelinelock.tunnel.Tunnel;
import pipelinelock.wiring.PlatformWiring;

/**
 * The checks of one environment's remotes. A value that is missing keeps only its own remote from
 * being tried: its placeholder is shown to nobody.
 */
record EnvironmentChecks(
    EnvironmentSettings one,
    List<ValueOrigin> origins,
    PlatformWiring platforms,
    SecretClients aws,
    Limits limits,
    InstantSource clock) {

  List<RemoteChecks> parts() {
    var parts = new ArrayList<RemoteChecks>();
    if (usesAws()) {
      parts.add(new AwsChecks(context("aws"), new AwsCaller(aws, one.name(), one.aws())).part());
    }
    parts.addAll(new ValueChecks(one, origins, limits).parts());
    if (one.isReady("bosh.")) {
      parts.add(director().part());
    } else if (one.isReady("bosh.proxy")) {
      platforms.way(one).map(this::way).map(WayCheck::part).ifPresent(parts::add);
    }
    if (one.lock().isPresent() && one.isReady("lock.")) {
      parts.add(new LockChecks(context("lock"), platforms.lockPool(one)).part());
    }
    if (one.isReady("concourse.")) {
      parts.add(concourse().part());
    }
    return parts;
  }

  /** Whether the settings have anything in AWS for it. */
  private boolean usesAws() {
    return !one.aws().equals(EnvironmentSettings.Aws.DEFAULT)
        || origins.stream().anyMatch(ValueChecks::isInAws)
        || one.lock().filter(it -> it.source() instanceof LockSource.CodeCommit).isPresent();
  }

  private DirectorChecks director() {
    return new DirectorChecks(
        context("bosh"),
        platforms.way(one).map(this::way),
        () -> platforms.director(one),
        one.bosh().actor().<Supplier<Director>>map(_ -> () -> platforms.actor(one).orElseThrow()),
        one.environment().deployment(),
        one.bosh().directorUuid().isPresent());
  }

  private ConcourseChecks concourse() {
    return new ConcourseChecks(
        context("concourse"),
        () -> platforms.concourse(one),
        one.environment().pipeline(),
        one.concourse().releaseJob());
  }

  private WayCheck way(Tunnel tunnel) {
    String name = one.bosh().proxy().orElseThrow() instanceof Proxy.Ssh ? "jumpbox" : "proxy";
    return new WayCheck(context("bosh"), name, tunnel);
  }

  private CheckContext context(String section) {
    String name = one.name().value();
    return new CheckContext(name, "environments.%s.%s".formatted(name, section), limits, clock);
  }
}
