package pipelinelock.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import pipelinelock.http.TlsClients;

/**
 * HTTPS connections that trust a certificate authority from the settings in place of Java's own.
 * The server's name is verified as always.
 */
final class PrivateAuthority implements HttpConnectionFactory, TransportConfigCallback {
  private final HttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final TrustManager trust;

  /**
   * @param ca certificates in PEM
   * @throws IllegalArgumentException when it is none
   */
  PrivateAuthority(String ca) {
    trust = TlsClients.trusting(ca);
  }

  @Override
  public void configure(Transport transport) {
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(this);
    }
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return trusting(url, connections.create(url));
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return trusting(url, connections.create(url, proxy));
  }

  private HttpConnection trusting(URL url, HttpConnection connection) throws IOException {
    if (url.getProtocol().equals("https")) {
      try {
        connection.configure(null, new TrustManager[] {trust}, null);
      } catch (GeneralSecurityException e) {
        throw new IOException("preparing a connection to the lock repository", e);
      }
    }
    return connection;
  }
}
