package pipelinelock.http;

/** PEM texts: the certificate with its chain, and its key (PKCS#8, or PKCS#1 of RSA). */
public record ClientCertificate(String chain, String key) {
  @Override
  public String toString() {
    return "ClientCertificate[]";
  }
}
