package pipelinelock.vm;

import java.util.regex.Pattern;

/**
 * A BOSH instance: its group and its UUID, which stays the same when the VM is recreated. Operators
 * may give a group any name: {@code wörk er+1} deploys like any other.
 */
public record InstanceId(String group, String id) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  // The Director's own pattern (deployments_controller.rb); anything else it takes as an index.
  private static final Pattern UUID = Pattern.compile("[A-Fa-f0-9]{8}-[A-Fa-f0-9-]{27}");

  public InstanceId {
    if (group.isEmpty() || !UUID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "an instance is GROUP/UUID, not '%s/%s'".formatted(group, id));
    }
  }

  /** Reads {@code concourse-worker/89f7a596-…}. */
  public static InstanceId parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("an instance is GROUP/UUID, not '%s'".formatted(text));
    }
    return new InstanceId(text.substring(0, slash), text.substring(slash + 1));
  }

  /**
   * Whether it may be put into a request that changes something: a group of {@code *} would name
   * the whole deployment, and one with a slash another path.
   */
  public boolean isNamedPlainly() {
    return PLAIN.matcher(group).matches();
  }

  /**
   * {@code concourse-worker/89f7a596}: the first of the five parts of the UUID distinguishes the
   * few instances of a group apart, and is what commands take for one.
   */
  public String shortForm() {
    return group + "/" + id.substring(0, id.indexOf('-'));
  }

  @Override
  public String toString() {
    return group + "/" + id;
  }
}
