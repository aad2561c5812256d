package pipelinelock.wiring;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Proxy;
import pipelinelock.tunnel.Tunnel;

/**
 * The tunnels to the Directors: one for each environment, shared by its reader, its actor and their
 * UAA.
 */
final class Tunnels implements AutoCloseable {
  private final Map<Way, Tunnel> open = new ConcurrentHashMap<>();

  /** Another key or host key makes another way; the one before stays for those who are on it. */
  private record Way(EnvironmentName name, Proxy proxy) {}

  /** The client as it reaches the environment's Director; itself where no proxy is configured. */
  OkHttpClient through(EnvironmentSettings one, OkHttpClient http) {
    return to(one).map(tunnel -> tunnel.through(http)).orElse(http);
  }

  /** The way to the environment's Director, where it is not reached directly. */
  Optional<Tunnel> to(EnvironmentSettings one) {
    return one.bosh()
        .proxy()
        .map(proxy -> open.computeIfAbsent(new Way(one.name(), proxy), _ -> tunnel(proxy)));
  }

  private static Tunnel tunnel(Proxy proxy) {
    return switch (proxy) {
      case Proxy.Socks(var address) -> Tunnel.socks(address);
      case Proxy.Ssh(var server, var access) -> Tunnel.ssh(server, access);
    };
  }

  @Override
  public void close() {
    open.values().forEach(Tunnel::close);
  }
}
