package pipelinelock.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.login.CredentialException;
import javax.security.auth.login.FailedLoginException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/**
 * The text of a private key, optionally followed by a user certificate.
 *
 * @param name completes "the SSH key …"
 */
record KeyText(String name, String text, Optional<String> passphrase) {
  private static final Pattern CERTIFICATE =
      Pattern.compile("(?m)^(ssh|ecdsa)-[a-z0-9-]+-cert-v01@openssh\\.com \\S+.*$");

  /** How a key in OpenSSH's own form begins, and how one that has no cipher goes on. */
  private static final String OPENSSH = "b3BlbnNzaC1rZXktdjEA";

  private static final String OPENSSH_PLAIN = OPENSSH + "AAAABG5vbmU";

  /** The pairs to log in with: that of the certificate first. */
  List<KeyPair> pairs() {
    var pairs = keys();
    var certificates =
        CERTIFICATE.matcher(text).results().map(it -> certificate(it.group())).toList();
    var all = new ArrayList<KeyPair>();
    for (var certificate : certificates) {
      pairs.forEach(pair -> all.add(new KeyPair(certificate, pair.getPrivate())));
    }
    all.addAll(pairs);
    return List.copyOf(all);
  }

  private List<KeyPair> keys() {
    var bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
    var pairs = new ArrayList<KeyPair>();
    try {
      var found =
          SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("key"), bytes, password());
      if (found != null) {
        found.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw unreadable(e);
    }
    if (pairs.isEmpty()) {
      throw unreadable(new IOException("no key"));
    }
    return pairs;
  }

  private FilePasswordProvider password() {
    return passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
  }

  private OpenSshCertificate certificate(String line) {
    try {
      var key =
          PublicKeyEntry.parsePublicKeyEntry(line)
              .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
      if (key instanceof OpenSshCertificate it && it.getType() == OpenSshCertificate.Type.USER) {
        if (!OpenSshCertificate.isValidNow(it)) {
          throw refused(
              "the certificate of the SSH key %s has expired, or is not valid yet".formatted(name),
              "have the key signed again, and check this machine's clock");
        }
        return it;
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // Said below.
    }
    throw refused(
        "the certificate of the SSH key %s is not a user certificate".formatted(name),
        "use the line of key-cert.pub that ssh-keygen -s made for a user");
  }

  private RemoteFailure unreadable(Exception problem) {
    if (text.contains("PuTTY-User-Key-File")) {
      return refused(
          "the SSH key %s is in PuTTY's format".formatted(name),
          "convert it to OpenSSH's format (puttygen key.ppk -O private-openssh -o key)");
    }
    if (!text.contains("PRIVATE KEY-----")) {
      return refused(
          "the SSH key %s is not a private key".formatted(name),
          "give the private key in OpenSSH or PEM format, not the public key or a path");
    }
    if (isEncrypted() || problem instanceof FailedLoginException) {
      return passphrase.isPresent()
          ? refused(
              "the passphrase for the SSH key %s is wrong".formatted(name),
              "correct the passphrase")
          : refused(
              "the SSH key %s needs a passphrase, and the settings have none".formatted(name),
              "make a copy without one for the bot (ssh-keygen -p), or load the key into an ssh-agent");
    }
    return refused(
        "the SSH key %s is damaged: it is not a private key in OpenSSH or PEM format"
            .formatted(name),
        "copy it again with all its lines, including the final newline (ssh-keygen -yf tests it)");
  }

  private boolean isEncrypted() {
    String dense = text.replaceAll("\\s", "");
    return text.contains("ENCRYPTED")
        || (dense.contains(OPENSSH) && !dense.contains(OPENSSH_PLAIN));
  }

  /** Without a cause, which may quote the key. */
  private static RemoteFailure refused(String what, String cure) {
    return new RemoteFailure(
        Kind.UNAUTHORISED, what, cure, new CredentialException("the key is not used"));
  }

  @Override
  public String toString() {
    return "KeyText[%s]".formatted(name);
  }
}
