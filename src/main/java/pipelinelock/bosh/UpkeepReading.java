package pipelinelock.bosh;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipelinelock.bosh.InstanceJson.StemcellJson;
import pipelinelock.bosh.api.DirectorApi;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.vm.Upkeep;

/**
 * Reads how the Director maintains a deployment: {@code GET /resurrection}, which older Directors
 * lack, and the deployment's stemcells. What the Director does not report is left out.
 */
record UpkeepReading(DirectorApi api, String deployment) {
  private static final TypeReference<List<DeploymentJson>> DEPLOYMENTS = new TypeReference<>() {};

  private record ResurrectionJson(@Nullable Boolean resurrection) {}

  private record DeploymentJson(@Nullable String name, @Nullable List<StemcellJson> stemcells) {
    Stream<String> texts() {
      return stemcells == null
          ? Stream.empty()
          : stemcells.stream().flatMap(it -> it.text().stream());
    }
  }

  Upkeep read() {
    return new Upkeep(told(this::resurrection), told(this::stemcells));
  }

  private Optional<Boolean> resurrection() {
    var url = api.at("resurrection").build();
    return Optional.ofNullable(
        api.get("asking whether resurrection is on", url, ResurrectionJson.class).resurrection());
  }

  private Optional<List<String>> stemcells() {
    var url =
        api.at("deployments")
            .addQueryParameter("exclude_configs", "true")
            .addQueryParameter("exclude_releases", "true")
            .addQueryParameter("exclude_lock", "true")
            .build();
    return api.list("listing the deployments", url, DEPLOYMENTS).stream()
        .filter(it -> deployment.equals(it.name()))
        .findFirst()
        .map(it -> it.texts().toList());
  }

  private static <T> Optional<T> told(Supplier<Optional<T>> question) {
    try {
      return question.get();
    } catch (RemoteFailure e) {
      return Optional.empty();
    }
  }
}
