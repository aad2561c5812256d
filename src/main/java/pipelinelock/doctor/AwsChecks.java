package pipelinelock.doctor;

import java.util.List;
import pipelinelock.aws.AwsCaller;

/**
 * Checks an environment's access to AWS: the bot's own identity, and the one in the environment's
 * role.
 */
public record AwsChecks(CheckContext context, AwsCaller caller) {
  public RemoteChecks part() {
    var clock =
        context.check(
            "aws clock",
            () -> {
              var before = context.clock().instant();
              var date = caller.own().date();
              return ClockSkew.between(before, context.clock().instant(), date);
            });
    var others =
        caller.hasRole() ? List.of(context.check("aws role", this::role), clock) : List.of(clock);
    return new RemoteChecks(
        context.chapter(), context.check("aws identity", this::identity), others);
  }

  private Finding identity() {
    String arn = caller.own().arn();
    String found = "%s, by %s".formatted(arn, caller.from());
    if (arn.endsWith(":root")) {
      return Finding.warn(
          found, "give the bot a role of its own: the root user has every permission");
    }
    return arn.contains("/AWSReservedSSO_")
        ? Finding.warn(
            found, "give the bot a role of its own: a person's session expires after some hours")
        : Finding.ok(found);
  }

  private Finding role() {
    return Finding.ok(caller.inRole().arn());
  }
}
