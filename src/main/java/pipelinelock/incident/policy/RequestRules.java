package pipelinelock.incident.policy;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import pipelinelock.vm.RecreateOption;

/**
 * What a request must say, and what it may ask for.
 *
 * @param minimumReason the least number of characters in a reason; 0 = no reason is needed
 * @param reference a regular expression that must be found in the reason, such as a ticket's
 * @param options how a recreate may differ from the plain one
 */
public record RequestRules(
    int minimumReason, Optional<String> reference, Set<RecreateOption> options) {
  public RequestRules {
    options = Set.copyOf(options);
    reference.ifPresent(Pattern::compile);
  }

  /** Whether a reason has the reference that is asked for. */
  public boolean hasReference(String reason) {
    return reference.map(it -> Pattern.compile(it).matcher(reason).find()).orElse(true);
  }

  /** Whether a reason that these rules accept is one that the others accept. */
  boolean cover(RequestRules other) {
    return minimumReason >= other.minimumReason
        && (other.reference.isEmpty() || reference.equals(other.reference));
  }
}
