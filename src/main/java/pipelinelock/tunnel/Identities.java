package pipelinelock.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/** The key pairs to log in with; none when an agent has them. */
record Identities(List<KeyPair> pairs) {
  static Identities of(SshIdentity identity) {
    return new Identities(
        switch (identity) {
          case SshIdentity.Key(var text, var passphrase) ->
              parse("of the settings", text, passphrase);
          case SshIdentity.KeyFile(var path, var passphrase) ->
              parse(path.toString(), read(path), passphrase);
          case SshIdentity.Agent(var socket) -> none(socket);
        });
  }

  void addTo(ClientSession session) {
    pairs.forEach(session::addPublicKeyIdentity);
  }

  private static List<KeyPair> none(Path socket) {
    if (!Files.exists(socket)) {
      throw new RemoteFailure(
          Kind.UNAUTHORISED,
          "there is no ssh-agent at %s: start one, or give a private key".formatted(socket));
    }
    return List.of();
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new RemoteFailure(
          Kind.UNAUTHORISED,
          "the SSH key %s cannot be read: check that it is there and readable".formatted(path),
          e);
    }
  }

  private static List<KeyPair> parse(String name, String text, Optional<String> passphrase) {
    var bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
    var pairs = new ArrayList<KeyPair>();
    try {
      var found =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("key"), bytes, password(passphrase));
      if (found != null) {
        found.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Without the cause, which may quote the key.
      throw unreadable(name, passphrase);
    }
    if (pairs.isEmpty()) {
      throw unreadable(name, passphrase);
    }
    return List.copyOf(pairs);
  }

  private static FilePasswordProvider password(Optional<String> passphrase) {
    return passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
  }

  private static RemoteFailure unreadable(String name, Optional<String> passphrase) {
    return new RemoteFailure(
        Kind.UNAUTHORISED,
        "the SSH key %s is no private key in OpenSSH or PEM form that opens %s: check both"
            .formatted(
                name, passphrase.isPresent() ? "with its passphrase" : "without passphrase"));
  }
}
