package pipelinelock.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The endpoints of AWS services that are set by variables: {@code AWS_ENDPOINT_URL_S3} before
 * {@code AWS_ENDPOINT_URL}, as AWS's own tools do.
 */
record Endpoints(Map<String, String> variables) {
  private static final String ALL = "AWS_ENDPOINT_URL";

  Endpoints {
    variables = Map.copyOf(variables);
  }

  /** Absent where it is at its own address. */
  Optional<URI> of(String service) {
    return Stream.of(ALL + "_" + service, ALL)
        .map(it -> variables.getOrDefault(it, ""))
        .filter(it -> !it.isBlank())
        .map(it -> URI.create(it.strip()))
        .findFirst();
  }
}
