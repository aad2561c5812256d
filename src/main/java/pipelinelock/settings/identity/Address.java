package pipelinelock.settings.identity;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address, normalised: equal ones lead to the same place. Different ones may too, through
 * another name for the same machine; only the remote itself knows.
 *
 * @param text {@code bosh.example.com:25555/path}
 */
public record Address(String text) {
  /** {@code https://git-codecommit.REGION.amazonaws.com/v1/repos/NAME}, and over ssh. */
  private static final Pattern CODECOMMIT =
      Pattern.compile(
          "git-codecommit(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com[^/]*/v1/repos/(.+)");

  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int SSH = 22;

  /** Of an HTTP API. The scheme says nothing: http leads to this machine only. */
  public static Address of(URI url) {
    return new Address(host(url.getHost()) + port(url) + path(url.getPath()));
  }

  /** Of a git repository: the way to it, and as whom, make it no other one. */
  public static Address ofRepository(String uri) {
    return uri.startsWith("/") ? new Address(repositoryPath(uri)) : repository(parsed(uri));
  }

  private static Address repository(URI url) {
    if (url.getHost() == null) {
      return new Address(repositoryPath(url.getPath()));
    }
    // The same host serves a repository by https and by ssh, each at a port of its own.
    boolean usual = port(url).equals(":" + HTTPS) || port(url).equals(":" + SSH);
    var text = host(url.getHost()) + (usual ? "" : port(url)) + repositoryPath(url.getPath());
    var codeCommit = CODECOMMIT.matcher(text);
    return codeCommit.matches()
        ? ofCodeCommit(codeCommit.group(1), codeCommit.group(2))
        : new Address(text);
  }

  /** Of a repository of AWS CodeCommit. */
  public static Address ofCodeCommit(String region, String repository) {
    return new Address("codecommit:%s/%s".formatted(region, repository));
  }

  private static URI parsed(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no address: " + uri, e);
    }
  }

  private static String host(String written) {
    String bare = written.replaceAll("^\\[|]$", "").replaceAll("\\.+$", "");
    if (InetAddresses.isInetAddress(bare)) {
      var address = InetAddresses.forString(bare);
      return address.isLoopbackAddress() ? "localhost" : InetAddresses.toAddrString(address);
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  private static String port(URI url) {
    if (url.getPort() >= 0) {
      return ":" + url.getPort();
    }
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "http" -> ":" + HTTP;
      case "ssh" -> ":" + SSH;
      default -> ":" + HTTPS;
    };
  }

  private static String path(@Nullable String written) {
    String plain = written == null ? "" : written;
    return plain.replaceAll("/{2,}", "/").replaceAll("/(\\./)+", "/").replaceAll("/\\.?$", "");
  }

  private static String repositoryPath(@Nullable String written) {
    return path(written).replaceAll("\\.git$", "");
  }
}
