package pipelinelock.environment;

import java.util.List;

/**
 * The BOSH deployment under the Concourse.
 *
 * @param name {@code concourse}
 * @param workerGroups instance groups that hold only workers, recreated first, in this order
 * @param webGroups instance groups that hold the web node, recreated last, in this order
 */
public record ConcourseDeployment(String name, List<String> workerGroups, List<String> webGroups) {
  public ConcourseDeployment {
    workerGroups = List.copyOf(workerGroups);
    webGroups = List.copyOf(webGroups);
    if (webGroups.isEmpty()) {
      throw new IllegalArgumentException(
          "web_groups must name at least one instance group, such as 'concourse'");
    }
  }
}
