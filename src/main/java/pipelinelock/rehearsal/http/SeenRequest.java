package pipelinelock.rehearsal.http;

import java.util.Map;

/** A request that a simulated server received, without its authorization header. */
public record SeenRequest(String method, String target, Map<String, String> headers, String body) {

  public SeenRequest {
    headers = Map.copyOf(headers);
  }

  /** Method and target, e.g. {@code PUT /api/v1/builds/5190/abort}. */
  public String line() {
    return method + " " + target;
  }

  /** Leaves out the body, where a login carries its password. */
  @Override
  public String toString() {
    return line();
  }
}
