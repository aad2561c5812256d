package pipelinelock.ssh;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.secrecy.KnownSecrets;

/**
 * The key pairs for a login; none if an agent has them. A user certificate, in {@code key-cert.pub}
 * or on a line after the key, is offered before the bare key.
 */
record LoginKeys(SshIdentity identity, List<KeyPair> pairs) {
  private static final String CERTIFICATE = "-cert.pub";

  static LoginKeys of(SshIdentity identity) {
    return new LoginKeys(
        identity,
        switch (identity) {
          case SshIdentity.Key(var text, var passphrase) ->
              new KeyText("in the settings", text, passphrase).pairs();
          case SshIdentity.KeyFile(var path, var passphrase) ->
              new KeyText(path.toString(), key(path) + certificate(path), passphrase).pairs();
          case SshIdentity.Agent(var socket) -> ask(socket);
        });
  }

  void addTo(ClientSession session) {
    pairs.forEach(session::addPublicKeyIdentity);
  }

  /** Makes sure that the agent has a key: without one, the server would be blamed. */
  private static List<KeyPair> ask(Path socket) {
    if (!Files.exists(socket)) {
      throw refused(
          "there is no ssh-agent at " + socket,
          "start one, or give a private key",
          new NoSuchFileException(socket.toString()));
    }
    try (var agent = UnixAgent.at(socket)) {
      if (!agent.getIdentities().iterator().hasNext()) {
        throw refused(
            "the ssh-agent at %s holds no key".formatted(socket),
            "add the key to it (ssh-add)",
            new IOException("no identities"));
      }
      return List.of();
    } catch (IOException e) {
      throw refused(
          "the ssh-agent at %s does not answer".formatted(socket),
          "check that it runs, and that the bot's user may open its socket",
          e);
    }
  }

  private static String key(Path path) {
    var key = read(path);
    KnownSecrets.add(key);
    return key;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw refused("there is no SSH key %s".formatted(path), "create it, or correct the path", e);
    } catch (AccessDeniedException e) {
      throw refused(
          "this user has no permission to read the SSH key %s".formatted(path),
          "give the bot's user permission to read it",
          e);
    } catch (IOException e) {
      throw refused(
          "the SSH key %s cannot be read".formatted(path), "check that it is a text file", e);
    }
  }

  private static String certificate(Path path) {
    var beside = path.resolveSibling(path.getFileName() + CERTIFICATE);
    return Files.isReadable(beside) ? "\n" + read(beside) : "";
  }

  private static RemoteFailure refused(String what, String cure, Exception problem) {
    return new RemoteFailure(Kind.UNAUTHORISED, what, cure, problem);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Identities[%s]".formatted(identity);
  }
}
