package pipelinelock.tunnel;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/** Makes SSH clients that look at nothing but what they are given. */
final class Clients {
  private Clients() {}

  static SshClient start(
      SshServer server, SshAccess access, HostKeyCheck check, Duration heartbeat) {
    var client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier(check);
    client.setSignatureFactories(
        knownFirst(access.hostKeys().types(server), client.getSignatureFactories()));
    if (access.identity() instanceof SshIdentity.Agent(var socket)) {
      client.setAgentFactory(new UnixAgent.Factory(socket));
    }
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, heartbeat);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    // An idle tunnel is a tunnel; a dead one is found out by the heartbeat.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    client.start();
    return client;
  }

  /**
   * A server shows one key of the several it may have: the first kind of this list that it knows.
   * Host certificates are not asked for.
   */
  private static List<NamedFactory<Signature>> knownFirst(
      List<String> known, List<NamedFactory<Signature>> all) {
    return all.stream()
        .filter(factory -> !factory.getName().contains("-cert-"))
        .sorted(Comparator.comparing(factory -> !known.contains(type(factory))))
        .toList();
  }

  private static String type(NamedFactory<Signature> factory) {
    return String.valueOf(KeyUtils.getCanonicalKeyType(factory.getName()));
  }
}
