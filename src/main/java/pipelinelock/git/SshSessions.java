package pipelinelock.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with one key and the known hosts of the configuration. Nothing of the user's own {@code
 * ~/.ssh} is read or written.
 */
final class SshSessions {
  private SshSessions() {}

  /**
   * @param folder for the known hosts; made when it is missing
   */
  static Access of(SshKey key, Path folder) {
    var sessions = sessions(key, folder);
    return command ->
        command.setTransportConfigCallback(
            transport -> {
              if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(sessions);
              }
            });
  }

  private static SshdSessionFactory sessions(SshKey key, Path folder) {
    Path knownHosts = knownHosts(key, folder);
    List<KeyPair> keys = keys(key);
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(folder.toFile())
        .setSshDirectory(folder.toFile())
        .setPreferredAuthentications("publickey")
        .setConfigStoreFactory((_, _, _) -> null)
        .setDefaultKnownHostsFiles(_ -> List.of(knownHosts))
        .setDefaultKeysProvider(_ -> keys)
        .build(null);
  }

  private static Path knownHosts(SshKey key, Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve("known_hosts"), key.knownHosts().strip() + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException("writing the known hosts into " + folder, e);
    }
  }

  private static List<KeyPair> keys(SshKey key) {
    var text = key.privateKey().strip() + "\n";
    try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      var pairs = new ArrayList<KeyPair>();
      var read =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("lock.git.private_key"), in, FilePasswordProvider.EMPTY);
      if (read != null) {
        read.forEach(pairs::add);
      }
      if (pairs.isEmpty()) {
        throw unreadable();
      }
      return List.copyOf(pairs);
    } catch (IOException | GeneralSecurityException e) {
      throw unreadable(); // the cause could quote the key
    }
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "the private key for the lock repository cannot be read: give an OpenSSH or PEM key without a passphrase");
  }
}
