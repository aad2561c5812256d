package pipelinelock.settings.section;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import pipelinelock.settings.Secret;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Value;

/** The kinds of PEM texts. */
final class Certificates {
  private static final String EXAMPLE = "file:/etc/pipeline-lock/%s.pem";

  private Certificates() {}

  /** One or more certificates. */
  static Kind<String> certificates(String name) {
    String example = EXAMPLE.formatted(name);
    return Kind.<String>text(
            "a PEM certificate",
            example,
            (place, text) ->
                hold(text) ? Value.of(text) : place.isNot("a certificate in PEM form", example))
        .or(() -> Kinds.UNFETCHED);
  }

  private static boolean hold(String text) {
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      return false;
    }
    try {
      var bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
      return !CertificateFactory.getInstance("X.509").generateCertificates(bytes).isEmpty();
    } catch (CertificateException _) {
      return false;
    }
  }

  /** A private key without a password. */
  static Kind<Secret> privateKey(String name) {
    String example = EXAMPLE.formatted(name);
    return Kind.<Secret>text(
            "a private key in PEM form",
            example,
            (place, text) ->
                text.contains("PRIVATE KEY-----") && !text.contains("ENCRYPTED")
                    ? Value.of(new Secret(text))
                    : place.isNot("a private key in PEM form without a password", example))
        .or(Secret::unfetched);
  }
}
