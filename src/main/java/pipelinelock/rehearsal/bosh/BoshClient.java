package pipelinelock.rehearsal.bosh;

import java.util.List;

/**
 * A UAA client that may call the simulated Director, e.g. with scope {@code bosh.admin} or {@code
 * bosh.read}.
 */
public record BoshClient(String id, String secret, List<String> scopes) {

  public BoshClient {
    scopes = List.copyOf(scopes);
  }

  boolean isAdmin(String director) {
    return scopes.contains("bosh.admin") || scopes.contains("bosh." + director + ".admin");
  }

  boolean mayRead(String director) {
    return isAdmin(director)
        || scopes.contains("bosh.read")
        || scopes.contains("bosh." + director + ".read");
  }

  @Override
  public String toString() {
    return "BoshClient[" + id + ", " + scopes + "]";
  }
}
