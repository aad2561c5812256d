package pipelinelock.http;

/**
 * A client certificate as PEM: the certificate with its chain, and its key (PKCS#8, or PKCS#1 for
 * RSA).
 */
public record ClientCertificate(String chain, String key) {
  @Override
  public String toString() {
    return "ClientCertificate[]";
  }
}
