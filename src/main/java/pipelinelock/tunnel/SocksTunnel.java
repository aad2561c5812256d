package pipelinelock.tunnel;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.OkHttpClient;

/** Through a SOCKS 5 proxy. OkHttp hands names to it unresolved. */
record SocksTunnel(ProxyAddress.Socks address) implements Tunnel {
  SocksTunnel {
    address.login().ifPresent(login -> SocksLogins.add(address.host(), address.port(), login));
  }

  @Override
  public OkHttpClient through(OkHttpClient base) {
    var place = InetSocketAddress.createUnresolved(address.host(), address.port());
    return base.newBuilder().proxy(new Proxy(Proxy.Type.SOCKS, place)).build();
  }

  @Override
  public void close() {
    address.login().ifPresent(_ -> SocksLogins.remove(address.host(), address.port()));
  }
}
