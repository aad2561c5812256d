package pipelinelock.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A CA made by the JDK's keytool: signs a server for localhost and a client. */
public record TestAuthority(Path folder) {
  public static final String PASSWORD = "changeit";

  /** Made once: a keytool is a process of a second, and nobody needs two authorities. */
  private static final class Template {
    static final TestAuthority MADE = made();

    private static TestAuthority made() {
      try {
        return generated(Files.createTempDirectory("authority"));
      } catch (IOException e) {
        throw new UncheckedIOException("making the CA that others are copied from", e);
      }
    }
  }

  /** A copy of its own, for a test that lets it sign more. */
  public static TestAuthority in(Path folder) {
    try (var files = Files.list(Template.MADE.folder())) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("copying the CA to " + folder, e);
    }
    return new TestAuthority(folder);
  }

  private static TestAuthority generated(Path folder) {
    var authority = new TestAuthority(folder);
    authority.generate("ca", "-keyalg", "EC", "-ext", "bc:c");
    authority.generate("other", "-keyalg", "EC", "-ext", "bc:c");
    authority.generate("server", "-keyalg", "EC", "-signer", "ca", "-ext", "san=dns:localhost");
    authority.generate("client", "-keyalg", "RSA", "-keysize", "2048", "-signer", "ca");
    authority.only("server", authority.serverStore());
    authority.trust(authority.trustStore());
    return authority;
  }

  public Path serverStore() {
    return folder.resolve("server.p12");
  }

  /**
   * Another server for localhost.
   *
   * @param begins when its certificate does, as keytool writes it: {@code -10d}
   * @param days for how many it is valid
   */
  public Path serverStore(String begins, int days) {
    String alias = begins.startsWith("-") ? "earlier" : "later";
    generate(
        alias,
        "-keyalg",
        "EC",
        "-signer",
        "ca",
        "-ext",
        "san=dns:localhost",
        "-startdate",
        begins,
        "-validity",
        String.valueOf(days));
    Path store = folder.resolve(alias + ".p12");
    only(alias, store);
    return store;
  }

  public Path trustStore() {
    return folder.resolve("trust.p12");
  }

  /** What a server for localhost begins TLS with. */
  public SSLContext serverContext() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(serverStore()), PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String caPem() {
    return certificate("ca");
  }

  public String otherCaPem() {
    return certificate("other");
  }

  public String serverPem() {
    return certificate("server");
  }

  public String serverKeyPkcs8() {
    return pem("PRIVATE KEY", key("server").getEncoded());
  }

  public String clientPem() {
    return certificate("client") + certificate("ca");
  }

  public String clientKeyPkcs8() {
    return pem("PRIVATE KEY", key("client").getEncoded());
  }

  /** What is inside PKCS#8 after its 26 bytes of header, for an RSA key of 2,048 bits. */
  public String clientKeyPkcs1() {
    byte[] der = key("client").getEncoded();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(der, 26, der.length));
  }

  private void generate(String alias, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                all().toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    run(command);
  }

  private void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void only(String alias, Path target) {
    try {
      KeyStore from = load(all());
      KeyStore to = empty();
      char[] password = PASSWORD.toCharArray();
      to.setKeyEntry(alias, key(alias), password, from.getCertificateChain(alias));
      save(to, target);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void trust(Path target) {
    try {
      KeyStore to = empty();
      to.setCertificateEntry("ca", load(all()).getCertificate("ca"));
      save(to, target);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String certificate(String alias) {
    try {
      Certificate certificate = load(all()).getCertificate(alias);
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Key key(String alias) {
    try {
      return load(all()).getKey(alias, PASSWORD.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path all() {
    return folder.resolve("all.p12");
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD.toCharArray());
    return store;
  }

  private static void save(KeyStore store, Path target)
      throws GeneralSecurityException, IOException {
    try (var out = Files.newOutputStream(target)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static String pem(String kind, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind);
  }
}
