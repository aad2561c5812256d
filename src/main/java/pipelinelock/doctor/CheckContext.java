package pipelinelock.doctor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.http.Contact;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/**
 * What the checks of one remote have in common.
 *
 * @param chapter the environment, or {@code bot}
 * @param place the settings key that they are about
 */
public record CheckContext(String chapter, String place, Limits limits, InstantSource clock) {
  private static final Duration SOON = Duration.ofDays(21);

  Check check(String name, Supplier<Finding> look) {
    return new Check(name, limits.usual(), place, look);
  }

  Check slowCheck(String name, Supplier<Finding> look) {
    return new Check(name, limits.listing(), place, look);
  }

  /** DNS, TCP and TLS in one. */
  Finding reach(Contact contact) {
    String found = "answers at " + contact.address();
    if (!contact.elsewhere().isEmpty()) {
      return Finding.fail(
          "%s, with status %d: %s".formatted(found, contact.status(), contact.elsewhere()),
          "use the address behind the service that asks people to log in");
    }
    if (contact.status() < 200 || contact.status() > 299) {
      return Finding.fail(
          "%s, with status %d".formatted(found, contact.status()),
          "check the address in %s, and the health of the remote".formatted(place));
    }
    Optional<Contact.Tls> tls = contact.tls();
    if (tls.isEmpty()) {
      return Finding.ok(found + ", without TLS");
    }
    String certified =
        "%s, %s, certificate by %s until %s"
            .formatted(
                found, tls.get().version(), tls.get().issuer(), UtcTime.date(tls.get().expires()));
    Duration left = Duration.between(clock.instant(), tls.get().expires());
    return left.compareTo(SOON) < 0
        ? Finding.warn(certified, "have the certificate renewed: %s left".formatted(Span.of(left)))
        : Finding.ok(certified);
  }

  /** The remote's clock compared with ours. */
  Finding clock(Supplier<Contact> contact) {
    var before = clock.instant();
    var date = contact.get().date();
    return ClockSkew.between(before, clock.instant(), date);
  }
}
