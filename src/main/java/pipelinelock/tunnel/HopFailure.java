package pipelinelock.tunnel;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/**
 * A part of the connection failed. An IOException, because an HTTP client passes on nothing else.
 */
final class HopFailure extends IOException {
  private final RemoteFailure failure;

  HopFailure(RemoteFailure failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  HopFailure(Kind kind, String what, String cure, IOException cause) {
    this(new RemoteFailure(kind, what, cure, cause));
  }

  RemoteFailure failure() {
    return failure;
  }

  /** The one that this failure came of, where it came of one. */
  static Optional<HopFailure> in(IOException failure) {
    return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
        .flatMap(it -> Throwables.getCausalChain(it).stream())
        .filter(HopFailure.class::isInstance)
        .map(HopFailure.class::cast)
        .findFirst();
  }
}
