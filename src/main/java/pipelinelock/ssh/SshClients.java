package pipelinelock.ssh;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** Creates SSH clients that use nothing but what they are given. */
final class SshClients {
  private SshClients() {}

  static SshClient start(
      SshIdentity identity, HostKeyCheck check, Conversation conversation, Duration heartbeat) {
    var client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier(check);
    client.addSessionListener(conversation);
    client.setPublicKeyAuthenticationReporter(conversation);
    if (identity instanceof SshIdentity.Agent(var socket)) {
      client.setAgentFactory(new UnixAgent.Factory(socket));
    }
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, heartbeat);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    // An idle tunnel is a tunnel; a dead one is found out by the heartbeat.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    // A host certificate that does not hold is no host key either, nor is one for every host.
    CoreModuleProperties.ABORT_ON_INVALID_CERTIFICATE.set(client, true);
    CoreModuleProperties.ALLOW_EMPTY_CERTIFICATE_PRINCIPALS.set(client, false);
    client.start();
    return client;
  }
}
